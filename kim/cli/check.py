"""`kim check`: files checked where they lie; no server, no warehouse, no network."""

import json
import os
import sys
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from kim.checking.check import Checked
    from kim.checking.paths import Source
    from kim.settings import Limits

PIPE_WIDTH = 160  # columns where no screen says how many it has
SHOWN = 200  # findings on a screen; a pipe or a file gets them all


class Lang(StrEnum):
    """Whose language the messages are in."""

    ID = "id"
    EN = "en"


def check(
    context: typer.Context,
    files: Annotated[list[Path], typer.Argument(metavar="FILE…", help="files, or folders of files")],
    report: Annotated[
        Path | None,
        typer.Option(
            metavar="OUT.xlsx",
            help="write the file back with faults coloured and explained; a folder where there are several files",
        ),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="the findings as JSON (docs/check-json.schema.json)")] = False,
    lang: Annotated[Lang, typer.Option(help="language of the messages")] = Lang.ID,
    show_all: Annotated[bool, typer.Option("--all", help=f"every finding, also beyond {SHOWN} on a screen")] = False,
    strict: Annotated[bool, typer.Option("--strict", help="exit 3 if a row or a file is quarantined")] = False,
) -> None:
    """Check files without loading them: every fault at its cell, in Indonesian or English."""
    from kim.checking.paths import report_paths, sources
    from kim.checking.without_pandas import without_pandas
    from kim.cli.context import settings_of
    from kim.cli.printing.check import file_document
    from kim.settings import Limits

    found = sources(files, settings_of(context).place)
    reports = report_paths(found, report) if report is not None else []
    documents, held = [], False
    with without_pandas():
        for place, source in enumerate(found):
            checked = _check(source, Limits())
            held = held or checked.quarantined_count > 0 or checked.status == "rejected"
            if as_json:
                documents.append(file_document(checked))
            else:
                _show(checked, lang, None if show_all else SHOWN)
            if report is not None:
                _report(checked, source, reports[place], Limits())
    if as_json:
        sys.stdout.write(json.dumps({"files": documents}, indent=2) + "\n")
    if strict and held:
        raise typer.Exit(3)


def _check(source: "Source", limits: "Limits") -> "Checked":
    from kim.checking.check import check_file
    from kim.clock import system_clock
    from kim.errors import KimError

    try:
        return check_file(source.path, source.label, source.name, system_clock(), limits)
    except OSError as error:
        raise KimError(f"{source.label}: the file cannot be read ({error.strerror or error}).") from error


def _report(checked: "Checked", source: "Source", out: Path, limits: "Limits") -> None:
    from kim.checking.report.book import write_report

    write_report(checked, None, source.path.read_bytes, out, limits)
    sys.stderr.write(f"report: {out}\n")


def _show(checked: "Checked", lang: Lang, most: int | None) -> None:
    from rich.console import Console

    from kim.cli.printing.check import print_checked

    pipe = not sys.stdout.isatty() and "COLUMNS" not in os.environ
    console = Console(highlight=False, width=PIPE_WIDTH if pipe else None)
    print_checked(checked, console, lang.value, most if console.is_terminal else None)
