"""The reconciliation alone, for who asks for it without a release."""

from dataclasses import dataclass

import duckdb

from kim.errors import UsageError
from kim.statements import statement


@dataclass(frozen=True, slots=True)
class Reconciliation:
    """The rows of `mart.reconciliation` for one baseline, the nation last, and the lines of its bridge."""

    baseline_id: str
    rows: list[dict[str, object]]
    bridge: list[dict[str, object]]


def reconciliation(conn: duckdb.DuckDBPyConnection, baseline_id: str | None = None) -> Reconciliation:
    """Read the reconciliation with a baseline, by default the latest.

    Raises:
        UsageError: there is no such baseline.
    """
    known = [
        str(row[0])
        for row in conn.execute("select baseline_id from reference.baseline_source order by counted_on").fetchall()
    ]
    chosen = baseline_id or known[-1]
    if chosen not in known:
        raise UsageError(f"there is no baseline {chosen}: schemas/reference/baselines.csv has {', '.join(known)}")
    rows = _dicts(conn, "select * from mart.reconciliation where baseline_id = ? order by province_code", chosen)
    bridge = _dicts(conn, statement("publishing/baseline_bridge"), chosen)
    return Reconciliation(chosen, rows, bridge)


def _dicts(conn: duckdb.DuckDBPyConnection, sql: str, baseline_id: str) -> list[dict[str, object]]:
    cursor = conn.execute(sql, [baseline_id])
    names = [column[0] for column in cursor.description or []]
    return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
