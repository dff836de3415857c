"""The few figures that a run ends with (`mart.round_summary`)."""

import duckdb

from kim.errors import KimError

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
