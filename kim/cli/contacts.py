"""`kim contacts`: who can be told in an emergency; each use is logged."""

import csv
import json
import sys
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from kim.cli.context import settings_of
from kim.cli.decisions import By, Why
from kim.display import in_cell, on_screen

if TYPE_CHECKING:
    from kim.stewardship.directory import Reachable, Region

_COLUMNS = ("kim_id", "name", "place", "leader_name", "phone", "email", "channels")


class Format(StrEnum):
    """How the list is printed."""

    TABLE = "table"
    CSV = "csv"
    JSON = "json"


def contacts(
    context: typer.Context,
    region: Annotated[str, typer.Argument(help="a region's code (35, 35.15, 35.15.01) or its full name")],
    by: By,
    why: Why,
    output: Annotated[Format, typer.Option("--format", help="how the list is printed")] = Format.TABLE,
) -> None:
    """Print who can be told at or below a region: every active community with its newest contact. Logged."""
    from kim.clock import system_clock
    from kim.errors import UsageError
    from kim.register.contacts import ContactStore
    from kim.register.decisions import real_user
    from kim.register.vault import Vault
    from kim.stewardship.directory import Access, access_book, reachable, region_called
    from kim.warehouse.connect import reader

    if not by.strip() or not why.strip():
        raise UsageError("reading contacts needs a name (--by) and a reason (--why)")
    settings = settings_of(context)
    home = settings.place
    with reader(home) as conn:
        place = region_called(conn, region)
        people = reachable(
            conn, ContactStore(home, Vault(home)), place, folders_are_accounts=settings.folders_are_accounts
        )
    line = Access(
        at=system_clock(), by=by.strip(), account=real_user(), why=why.strip(),
        region_code=place.code, kim_count=len(people),
    )  # fmt: skip
    access_book(home).append([line])  # logged before it is shown
    _PRINTERS[output](people, place)


def _table(people: "list[Reachable]", region: "Region") -> None:
    from rich.console import Console
    from rich.table import Table

    reached = sum(bool(p.phone or p.email or p.channels) for p in people)
    title = f"{region.name} ({region.code}): {len(people)} active, {reached} can be told"
    table = Table(title=title, title_justify="left", show_lines=False)
    for heading in ("kim_id", "name", "place", "leader", "phone", "email", "channels"):
        table.add_column(heading, no_wrap=heading in ("kim_id", "phone"), overflow="fold")
    for p in people:
        cells = (p.kim_id, p.name, p.place, p.leader_name, p.phone, p.email, _spelled(p.channels))
        table.add_row(*(on_screen(cell or "") for cell in cells))
    Console(width=None if sys.stdout.isatty() else 200).print(table, markup=False)


def _csv(people: "list[Reachable]", _: "Region") -> None:
    writer = csv.writer(sys.stdout)
    writer.writerow(_COLUMNS)
    for p in people:
        cells = [p.kim_id, p.name, p.place, p.leader_name, p.phone, p.email, _spelled(p.channels)]
        # A phone number begins with + and is none: gateways take it as it stands.
        writer.writerow([cell if cell is p.phone else in_cell(cell or "") for cell in cells])


def _json(people: "list[Reachable]", region: "Region") -> None:
    answer = {"region_code": region.code, "region_name": region.name, "kim": [p.plain() for p in people]}
    typer.echo(json.dumps(answer, indent=1))


def _spelled(channels: dict[str, str]) -> str:
    return "; ".join(f"{name}: {value}" for name, value in sorted(channels.items()))


_PRINTERS = {Format.TABLE: _table, Format.CSV: _csv, Format.JSON: _json}
