"""Figures that are read without a release: those a run ends with, the control totals, the reconciliation.

Control totals are figures counted along two ways, which must agree exactly before anything is published.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import duckdb

from kim.errors import KimError, UsageError
from kim.statements import statement

KEYS = (
    "registered",
    "baseline",
    "difference",
    "outstanding",
    "rows_received",
    "rows_accepted",
    "rows_quarantined",
    "rows_ignored",
    "submissions",
)


def baseline_of(conn: duckdb.DuckDBPyConnection, round_id: str) -> str:
    """The baseline that a round is compared with.

    Raises:
        KimError: no such round in `schemas/reference/rounds.csv`.
    """
    rows = conn.execute("select baseline_id from reference.round where round_id = ?", [round_id]).fetchall()
    if not rows:
        known = conn.execute("select string_agg(round_id, ', ' order by opens_on) from reference.round").fetchall()
        raise KimError(f"there is no round {round_id}: schemas/reference/rounds.csv has {known[0][0]}")
    return str(rows[0][0])


def summary(conn: duckdb.DuckDBPyConnection, round_id: str) -> dict[str, int | str | None]:
    """The figures of `kim run --json`, in its order; whoever publishes fills in `release` and `report`.

    Counts of communities are the nation's, counts of rows and submissions the round's.

    Raises:
        KimError: no such round, or its baseline has no figures.
    """
    baseline_of(conn, round_id)
    rows = conn.execute(f"select {', '.join(KEYS)} from mart.round_summary where round_id = ?", [round_id]).fetchall()
    if not rows or rows[0][0] is None:
        raise KimError(f"the baseline of round {round_id} has no figures: check schemas/reference/baselines.csv")
    return {"release": None, **dict(zip(KEYS, rows[0], strict=True)), "report": None}


@dataclass(frozen=True, slots=True)
class ControlTotal:
    """Two figures that must agree (`mart.control_total`)."""

    name: str
    left_value: int | None
    right_value: int | None
    holds: bool


def control_totals(conn: duckdb.DuckDBPyConnection) -> list[ControlTotal]:
    """Every control total of the warehouse."""
    rows = conn.execute("select name, left_value, right_value, holds from mart.control_total order by name").fetchall()
    return [ControlTotal(*row) for row in rows]


def broken_totals(conn: duckdb.DuckDBPyConnection) -> list[ControlTotal]:
    """The control totals that do not hold."""
    return not_holding(control_totals(conn))


def not_holding(counted: Sequence[ControlTotal]) -> list[ControlTotal]:
    """Those of `counted` that do not hold."""
    return [total for total in counted if not total.holds]


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
