"""The way to a release: state, gates, signatures, files, then one rename. A crash anywhere leaves the last release."""

import json
from datetime import datetime
from pathlib import Path

import duckdb

from kim.clock import Clock
from kim.publishing import figures, flat_files, gates, metadata, tables, workbook
from kim.publishing.figures import ControlTotal
from kim.publishing.gates import Block
from kim.publishing.manifest import Facts, manifest
from kim.publishing.release_store import MANIFEST, Previous, ReleaseStore, previous_of
from kim.publishing.report import page
from kim.publishing.request import Published, PublishRequest
from kim.publishing.state import State, state_of
from kim.settings import Settings
from kim.warehouse.border import guard_figures
from kim.warehouse.connect import attached


def publish(settings: Settings, clock: Clock, request: PublishRequest) -> Published:
    """Publish the finished warehouse, or name the latest release where nothing is new.

    The figures of an earlier day (`as_of`) are written in the same form to a store of their own: `releases/latest` and
    the comparison of releases stay with the present, and no gate is asked but the control totals.

    The caller holds the writer lock.

    Raises:
        GateBlockedError: a gate is shut and no signature lifts it; nothing was published.
        UsageError: half a signature.
        KimError: there is nothing to publish, or the last release is damaged.
    """
    gates.refuse_half_a_signature(request)
    home = settings.place
    releases = ReleaseStore(home.releases)
    store = ReleaseStore(home.figures_as_of) if request.as_of else releases
    with attached(request.database or home.database) as conn:
        baseline_id = figures.baseline_of(conn, request.round_id)
        state = state_of(conn, request.round_id)
        latest = store.latest()
        if latest and _stands(store, latest, state, request):
            store.point(latest)
            return Published(latest, store.folder / latest, created=False)
        previous = previous_of(releases, state.data_time)
        if previous:
            previous.show(conn)
        totals = figures.control_totals(conn)
        shut, warnings = _check_gates(conn, totals, None if request.as_of else previous, request)
        signatures = gates.lift(home, state, request, shut, clock())
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
        number = store.add(lambda folder, number: _fill(conn, folder, number, facts, clock()))
    return Published(number, store.folder / number, created=True, warnings=tuple(one.title for one in warnings))


def _stands(store: ReleaseStore, number: str, state: State, request: PublishRequest) -> bool:
    """Whether a release already says all that is asked for."""
    known = store.manifest(number)
    if known["state"] != state.fingerprint or (request.final and not known["final"]):
        return False
    return not request.signer or any(one["by"] == request.signer.strip() for one in known["signatures"])


def _check_gates(
    conn: duckdb.DuckDBPyConnection, totals: list[ControlTotal], previous: Previous | None, request: PublishRequest
) -> tuple[list[Block], list[Block]]:
    """The gates that are shut, and what is only a warning.

    Raises:
        GateBlockedError: a control total does not hold, or personal data would be published.
    """
    broken = [*gates.control_totals(totals), *gates.personal(conn)]
    if broken:
        raise gates.blocked(broken)
    shut = [*gates.drops(conn, previous, request.round_id), *gates.growths(conn, previous, request.round_id)]
    incomplete = gates.completeness(conn, request.round_id)
    return ([*shut, *incomplete], []) if request.final else (shut, incomplete)


def _fill(conn: duckdb.DuckDBPyConnection, folder: Path, number: str, facts: Facts, now: datetime) -> None:
    request, data_time = facts.request, facts.state.data_time
    about = metadata.metadata_of(conn, request.round_id, data_time)
    content = tables.content(conn, request.round_id, facts.previous)
    guard_figures(content)
    for table in tables.catalogue()[0]:
        flat_files.write_csv(content[table.name], folder / f"{table.name}.csv")
        flat_files.write_parquet(content[table.name], folder / f"{table.name}.parquet", table.comment)
    workbook.write(content, about, data_time, folder / "aggregates.xlsx")
    _write_json(folder / "datapackage.json", metadata.data_package(content, about, data_time))
    (folder / "report.html").write_text(page.render(conn, content, about, number, facts), encoding="utf-8")
    _write_json(folder / MANIFEST, manifest(folder, number, facts, now))


def _write_json(path: Path, value: object) -> None:
    path.write_text(json.dumps(value, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
