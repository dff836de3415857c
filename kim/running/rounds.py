"""Which round a file belongs to: the one asked for, else the one open on the day of receipt, else the last to open."""

import csv
from dataclasses import dataclass
from datetime import date, datetime

from kim.clock import day_in_jakarta
from kim.errors import UsageError
from kim.home import REFERENCE


@dataclass(frozen=True, slots=True)
class Round:
    """A re-registration campaign, a line of `schemas/reference/rounds.csv`."""

    round_id: str
    opens_on: date
    closes_on: date


def rounds() -> list[Round]:
    """All rounds, in the order of their opening."""
    with (REFERENCE / "rounds.csv").open(encoding="utf-8", newline="") as lines:
        found = [
            Round(line["round_id"], date.fromisoformat(line["opens_on"]), date.fromisoformat(line["closes_on"]))
            for line in csv.DictReader(lines)
        ]
    return sorted(found, key=lambda each: (each.opens_on, each.round_id))


def round_for(asked: str | None, received_at: datetime) -> str:
    """The round of a file received then.

    Raises:
        UsageError: the round asked for is not in the table.
    """
    known = rounds()
    if asked is not None:
        if asked not in {each.round_id for each in known}:
            names = ", ".join(each.round_id for each in known)
            raise UsageError(f"there is no round {asked!r}; schemas/reference/rounds.csv has {names}")
        return asked
    day = day_in_jakarta(received_at)
    opened = [each for each in known if each.opens_on <= day]
    still_open = [each for each in opened if day <= each.closes_on]
    return (still_open or opened or known[:1])[-1].round_id
