"""What a person sees of a run in Prefect's pages: the submissions, the reconciliation, and where the report is.

Artifacts hold figures and file names alone, never a row.
"""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from prefect.artifacts import create_markdown_artifact, create_table_artifact

from flows.journal import dry_run_ended
from kim.statements import statement

if TYPE_CHECKING:
    import duckdb

    from kim.running.pipeline import Outcome
    from kim.settings import Settings

SHOWN = 200


def show(settings: "Settings", outcome: "Outcome") -> None:
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
    dry_run_ended(described)


def table_artifact(key: str, rows: list[dict[str, object]], description: str) -> None:
    """Show rows in the page of the run; what JSON has no word for is shown as text."""
    plain = [
        {name: value if isinstance(value, str | int | float | None) else str(value) for name, value in row.items()}
        for row in rows
    ]
    create_table_artifact(table=plain, key=key, description=description)


def _table(
    conn: "duckdb.DuckDBPyConnection", key: str, query: str, parameters: Mapping[str, object], description: str
) -> None:
    cursor = conn.execute(statement(f"queries/{query}"), parameters)
    names = [column[0] for column in cursor.description or []]
    table_artifact(key, [dict(zip(names, row, strict=True)) for row in cursor.fetchall()], description)
