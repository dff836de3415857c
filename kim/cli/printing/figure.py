"""How a figure came about, printed: the count, the comparison, the bridge, what came in, the communities."""

from typing import Any

from rich.console import Console

from kim.cli.printing.lines import amount, heading, line, table
from kim.warehouse.explain import Row

_SHOWN = 20
_LINES = {
    "baseline": "counted in the baseline",
    "outstanding": "in the baseline, not registered yet",
    "surplus": "old enough, beyond the baseline's count",
    "founded_after": "founded after the baseline",
    "not_in_baseline": "in provinces that the baseline did not count",
    "registered": "registered",
    "rows_received": "rows received",
    "ignored": "ignored: headings, totals, footers, officers, no KIM",
    "quarantined": "quarantined: kept and shown, not counted",
    "withdrawn_or_superseded": "withdrawn or superseded",
    "held": "held for drift",
    "merged": "merged into another row's kim",
    "dissolved": "dissolved (bubar)",
}


def print_figure(explanation: dict[str, Any], console: Console) -> None:
    """Print the count, the comparison, the bridge lines, what came in, and the communities behind it."""
    figure = explanation["figure"]
    if explanation["asked"] != explanation["code"]:
        line(console, f"{explanation['asked']} goes by {explanation['code']} today.", indent=0)
    heading(console, f"{figure['name']} ({figure['code']}): {amount(figure['kim_count'])} registered kim")
    line(
        console,
        f"{amount(figure['active_count'])} active + {amount(figure['inactive_count'])} inactive; "
        f"{amount(figure['dissolved_count'])} dissolved are not counted; "
        f"{amount(figure['member_count'])} members as stated",
    )
    for row in explanation["reconciliation"]:
        _comparison(row, explanation["code"], console)
    _bridge(explanation["bridge"], explanation["code"], console)
    _intake(explanation["intake"], console)
    _parts(explanation["parts"], console)
    _communities(explanation, console)


def _comparison(row: Row, code: str, console: Console) -> None:
    heading(console, f"Against the baseline of {row['baseline_id']}")
    others = [province for province in row["provinces"] or [] if province != code]
    if others:
        line(console, f"The baseline's {row['province_name']} covers today's {', '.join(row['provinces'])}.")
    if row["baseline_count"] is None:
        line(console, "The baseline does not count this province, which is not zero: there is nothing to compare with.")
        return
    line(
        console,
        f"{amount(row['registered_count'])} registered − {amount(row['baseline_count'])} counted then = "
        f"{row['difference']:+,} ({row['status']})",
    )
    line(
        console,
        f"founded by then {amount(row['founded_by_baseline'])}, after {amount(row['founded_after'])}, "
        f"not known {amount(row['founded_unknown'])}; outstanding {amount(row['outstanding'])}, "
        f"surplus {amount(row['surplus'])}",
    )


def _bridge(lines: list[Row], code: str, console: Console) -> None:
    if not lines:
        return
    heading(console, "The lines of the bridge that make it")
    table(
        console,
        ("bridge", "line", "of the nation" if code != "ID" else "amount", *(("here",) if code != "ID" else ())),
        [
            (
                f"{row['section']} {row['baseline_id'] or row['round_id']}",
                _LINES.get(row["line"], row["line"]),
                row["amount"],
                *((row["part"],) if code != "ID" else ()),
            )
            for row in lines
        ],
    )
    line(console, "What a line counts: kim query with its listing_sql in mart.bridge.")


def _intake(rounds: list[Row], console: Console) -> None:
    if rounds:
        heading(console, "What came in")
        table(
            console,
            ("round", "regencies", "of them sent", "files", "empty files", "rejected", "rows", "accepted", "no kim"),
            [
                (
                    row["round_id"],
                    row["regency_count"],
                    row["regencies_sent"],
                    row["submission_count"],
                    row["empty_count"],
                    row["rejected_count"],
                    row["row_count"],
                    row["accepted_count"],
                    row["no_kim_count"],
                )
                for row in rounds
            ],
        )


def _parts(parts: list[Row], console: Console) -> None:
    if parts:
        heading(console, "Where they are")
        columns = ("code", "name", "kim_count", "active_count", "inactive_count")
        table(
            console,
            ("code", "name", "kim", "active", "inactive"),
            [tuple(row[name] for name in columns) for row in parts],
        )


def _communities(explanation: dict[str, Any], console: Console) -> None:
    kim = explanation["kim"]
    if not kim:
        return
    heading(console, "The kim that are counted")
    table(
        console,
        ("kim_id", "name", "place", "status", "records", "first file"),
        [
            (row["kim_id"], row["name"], row["regency_code"] or row["province_code"], row["status"],
             row["record_count"], row["first_file"])
            for row in kim[:_SHOWN]
        ],
    )  # fmt: skip
    if len(kim) > _SHOWN:
        line(console, f"… and {amount(len(kim) - _SHOWN)} more: kim explain {explanation['code']} --json lists all.")
    line(console, "How one of them came about: kim explain KIM_ID")
