"""What a run leaves in Prefect: artifacts on its page, and lines of JSON in its log on what it took in and ended with.

Both hold figures, ids and file names alone, never a row of the data; Prefect adds the run to each line.
"""

import json
from collections.abc import Mapping
from typing import TYPE_CHECKING

from prefect.artifacts import create_markdown_artifact, create_table_artifact
from prefect.logging import get_run_logger

from kim.register.receipts import ReceiptBook
from kim.running.submissions import submission_id
from kim.statements import statement

if TYPE_CHECKING:
    import duckdb

    from kim.running.pipeline import Outcome
    from kim.running.request import Intake
    from kim.settings import Settings

SHOWN = 200


def show_outcome(settings: "Settings", outcome: "Outcome") -> None:
    """Make the artifacts of a finished run."""
    from kim.warehouse.connect import reader

    with reader(settings.place) as conn:
        _table(conn, "submissions", "newest_submissions", {"shown": SHOWN}, f"The newest {SHOWN} files received.")
        asked = {"round_id": outcome.round_id}
        _table(conn, "reconciliation", "reconciliation_of_round", asked, "Registered against the baseline.")
    lines = "\n".join(f"| {name} | {value} |" for name, value in outcome.figures.items())
    create_markdown_artifact(
        f"| figure | value |\n| --- | --- |\n{lines}\n", key="summary", description="How the run ended."
    )


def show_dry_run(described: str) -> None:
    """Make the artifact of a dry run, and its line in the log."""
    create_markdown_artifact(f"{described}\n", key="dry-run", description="What a run would take in.")
    _log("rehearsed", told=described)


def table_artifact(key: str, rows: list[dict[str, object]], description: str) -> None:
    """Show rows in the page of the run; what JSON has no word for is shown as text."""
    plain = [
        {name: value if isinstance(value, str | int | float | None) else str(value) for name, value in row.items()}
        for row in rows
    ]
    create_table_artifact(table=plain, key=key, description=description)


def log_received(settings: "Settings", taken: "Intake") -> None:
    """A line of the log for each file of this run."""
    arrived = {arrival.sequence for arrival in taken.arrivals}
    for receipt in ReceiptBook(settings.place.receipts).all():
        if receipt.sequence in arrived:
            _log(
                "received",
                submission_id=submission_id(receipt),
                sequence=receipt.sequence,
                sha256=receipt.sha256,
                round_id=receipt.round_id,
                office_code=receipt.office_code,
                byte_count=receipt.byte_count,
                duplicate=receipt.duplicate_of is not None,
            )


def log_outcome(outcome: "Outcome") -> None:
    """A line of the log with the figures of the run."""
    figures = {name: value for name, value in outcome.figures.items() if name != "report"}
    _log("ended", round_id=outcome.round_id, created=outcome.created, held=outcome.held, **figures)


def _table(
    conn: "duckdb.DuckDBPyConnection", key: str, query: str, parameters: Mapping[str, object], description: str
) -> None:
    cursor = conn.execute(statement(f"queries/{query}"), parameters)
    names = [column[0] for column in cursor.description or []]
    table_artifact(key, [dict(zip(names, row, strict=True)) for row in cursor.fetchall()], description)


def _log(event: str, **facts: object) -> None:
    get_run_logger().info(json.dumps({"event": event, **facts}))
