"""Control totals: figures counted along two ways, which must agree exactly before anything is published."""

from collections.abc import Sequence
from dataclasses import dataclass

import duckdb


@dataclass(frozen=True, slots=True)
class ControlTotal:
    """Two figures that must agree (`mart.control_total`)."""

    name: str
    left_value: int | None
    right_value: int | None
    holds: bool


def totals(conn: duckdb.DuckDBPyConnection) -> list[ControlTotal]:
    """Every control total of the warehouse."""
    rows = conn.execute("select name, left_value, right_value, holds from mart.control_total order by name").fetchall()
    return [ControlTotal(*row) for row in rows]


def broken(conn: duckdb.DuckDBPyConnection) -> list[ControlTotal]:
    """The control totals that do not hold."""
    return not_holding(totals(conn))


def not_holding(counted: Sequence[ControlTotal]) -> list[ControlTotal]:
    """Those of `counted` that do not hold."""
    return [total for total in counted if not total.holds]
