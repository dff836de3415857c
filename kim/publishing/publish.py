"""The way to a release: state, gates, signatures, files, then one rename. A crash anywhere leaves the last release."""

import json
from datetime import datetime
from pathlib import Path

import duckdb

from kim.clock import Clock
from kim.publishing import control, figures, flat_files, gates, package, signing, tables, workbook
from kim.publishing.control import ControlTotal
from kim.publishing.gates import Block
from kim.publishing.manifest import Facts, manifest
from kim.publishing.metadata import metadata
from kim.publishing.model import Published, PublishRequest
from kim.publishing.previous import Previous, previous_of
from kim.publishing.report import page
from kim.publishing.shelf import MANIFEST, Shelf
from kim.publishing.state import State, state_of
from kim.settings import Settings
from kim.warehouse.border import guard_figures
from kim.warehouse.connect import attached


def publish(settings: Settings, clock: Clock, request: PublishRequest) -> Published:
    """Publish the finished warehouse, or name the latest release where nothing is new.

    The figures of an earlier day (`as_of`) are written in the same form to a shelf of their own: `releases/latest` and
    the comparison of releases stay with the present, and no gate is asked but the control totals.

    The caller holds the writer lock.

    Raises:
        GateBlockedError: a gate is shut and no signature lifts it; nothing was published.
        UsageError: half a signature.
        KimError: there is nothing to publish, or the last release is damaged.
    """
    signing.check(request)
    home = settings.place
    releases = Shelf(home.releases)
    shelf = Shelf(home.figures_as_of) if request.as_of else releases
    with attached(request.database or home.database) as conn:
        baseline_id = figures.baseline_of(conn, request.round_id)
        state = state_of(conn, request.round_id)
        latest = shelf.latest()
        if latest and _stands(shelf, latest, state, request):
            shelf.point(latest)
            return Published(latest, shelf.folder / latest, created=False)
        previous = previous_of(releases, state.data_time)
        if previous:
            previous.show(conn)
        totals = control.totals(conn)
        shut, warnings = _judge(conn, totals, None if request.as_of else previous, request)
        signatures = signing.lift(home, state, request, shut, clock())
        facts = Facts(
            request,
            state,
            previous,
            signatures,
            [*shut, *warnings],
            totals,
            figures.summary(conn, request.round_id),
            baseline_id,
        )
        number = shelf.add(lambda folder, number: _fill(conn, folder, number, facts, clock()))
    return Published(number, shelf.folder / number, created=True, warnings=tuple(one.title for one in warnings))


def _stands(shelf: Shelf, number: str, state: State, request: PublishRequest) -> bool:
    """Whether a release already says all that is asked for."""
    known = shelf.manifest(number)
    if known["state"] != state.fingerprint or (request.final and not known["final"]):
        return False
    return not request.signer or any(one["by"] == request.signer.strip() for one in known["signatures"])


def _judge(
    conn: duckdb.DuckDBPyConnection, totals: list[ControlTotal], previous: Previous | None, request: PublishRequest
) -> tuple[list[Block], list[Block]]:
    """The gates that are shut, and what is only a warning.

    Raises:
        GateBlockedError: a control total does not hold, or personal data would be published.
    """
    broken = [*gates.control_totals(totals), *gates.personal(conn)]
    if broken:
        raise signing.blocked(broken)
    shut = [*gates.drops(conn, previous, request.round_id), *gates.growths(conn, previous, request.round_id)]
    incomplete = gates.completeness(conn, request.round_id)
    return ([*shut, *incomplete], []) if request.final else (shut, incomplete)


def _fill(conn: duckdb.DuckDBPyConnection, folder: Path, number: str, facts: Facts, now: datetime) -> None:
    request, data_time = facts.request, facts.state.data_time
    about = metadata(conn, request.round_id, data_time)
    content = tables.content(conn, request.round_id, facts.previous)
    guard_figures(content)
    for table in tables.catalogue()[0]:
        flat_files.write_csv(content[table.name], folder / f"{table.name}.csv")
        flat_files.write_parquet(content[table.name], folder / f"{table.name}.parquet", table.comment)
    workbook.write(content, about, data_time, folder / "aggregates.xlsx")
    _write_json(folder / "datapackage.json", package.package(content, about, data_time))
    (folder / "report.html").write_text(page.render(conn, content, about, number, facts), encoding="utf-8")
    _write_json(folder / MANIFEST, manifest(folder, number, facts, now))


def _write_json(path: Path, value: object) -> None:
    path.write_text(json.dumps(value, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
