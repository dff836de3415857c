"""The reminder list: which regencies have not sent in the round that is open, and since when."""

import csv
import io
from pathlib import Path

from pydantic import NonNegativeInt

from flows.alerting import alert
from flows.parents import parent_flow, settings_of_run
from flows.reporting import table_artifact
from kim.clock import day_in_jakarta, system_clock
from kim.display import in_cell
from kim.register.disk import write_whole
from kim.running.rounds import round_for
from kim.statements import statement
from kim.warehouse.connect import reader


@parent_flow("reminders")
def reminders(round_id: str | None = None, patience_days: NonNegativeInt = 30) -> Path:
    """Write the list as CSV, show it, and tell someone of those that are silent for too long.

    Args:
        round_id: round that the offices were to report in, such as 2026-1; default: the one open today
        patience_days: how many days after the round opened an office may be silent before someone is told
    """
    settings = settings_of_run()
    now = system_clock()
    chosen = round_for(round_id, now)
    with reader(settings.place) as conn:
        asked = {"round_id": chosen, "today": day_in_jakarta(now)}
        cursor = conn.execute(statement("queries/silent_offices"), asked)
        names = [column[0] for column in cursor.description or []]
        rows = cursor.fetchall()
    lines = io.StringIO(newline="")
    writer = csv.writer(lines, lineterminator="\r\n")
    writer.writerow(names)
    writer.writerows([[in_cell(cell) for cell in row] for row in rows])
    path = settings.place.warehouse / "reminders" / f"{chosen}.csv"
    write_whole(path, [lines.getvalue().encode("utf-8-sig")], 0o644)
    silent = [dict(zip(names, row, strict=True)) for row in rows]
    table_artifact(
        "silent-offices",
        silent,
        f"Regencies that have not sent in {chosen}: silent, an empty file, or nothing accepted (state).",
    )
    overdue = [line for line in silent if line["days_silent"] > patience_days]
    if overdue:
        alert(
            f"KIM register: {len(overdue)} offices have not sent in round {chosen}",
            f"{len(overdue)} regencies have not sent for more than {patience_days} days since the round opened. "
            f"The list: {path}",
        )
    return path
