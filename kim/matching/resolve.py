"""Brings the register up to date with what happened since the last resolve, event by event, each taken in whole.

Invariant: the register after an event is a function of the records and decisions up to it; a register that is given
the events one by one, and one that is given them all again, end the same.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING

from kim.home import REFERENCE, SQL
from kim.matching import script
from kim.matching.communities import name_clusters, recall, write_communities
from kim.matching.contacts import Contacts
from kim.matching.events import Event, applied_decisions, forgotten, pending, set_rulings, set_statuses, standing_at
from kim.matching.pairing import PairEngine, engine_of, pair_records
from kim.matching.partition import partition, spread
from kim.matching.reported_none import warn_where_known
from kim.matching.weights import lay_out, least_public_bits
from kim.register.decisions import Decision

if TYPE_CHECKING:
    import duckdb

    from kim.register.contacts import ContactStore
    from kim.register.ids import IdBook
    from kim.settings import Settings

_UNFINISHED = "unfinished"
_HOLD = """
insert into matching.held by name
select
    $submission_id as submission_id, getvariable('event_at') as "at", $known_kim as known_kim, $records as records,
    $unmatched as unmatched, $unmet as unmet
"""


@dataclass(frozen=True, slots=True)
class Resolved:
    """What one resolve did: counts, and the files that the drift gate holds.

    `communities` is the rows of `registry.kim` and `open_pairs` the open questions, both as they stand afterwards;
    the rest is what this call added. `skipped` is true where there was nothing to do.
    """

    skipped: bool = False
    records: int = 0
    pairs: int = 0
    ids_given: int = 0
    changed: int = 0
    held: tuple[str, ...] = ()
    communities: int = 0
    open_pairs: int = 0
    capped_blocks: int = 0

    def plus(self, *, records: int, pairs: int, ids_given: int, changed: int, held: tuple[str, ...]) -> "Resolved":
        """The counts with those of one more event."""
        return replace(
            self,
            records=self.records + records,
            pairs=self.pairs + pairs,
            ids_given=self.ids_given + ids_given,
            changed=self.changed + changed,
            held=self.held + held,
        )


def resolve(
    conn: "duckdb.DuckDBPyConnection",
    *,
    ids: "IdBook",
    decisions: Sequence[Decision],
    contacts: "ContactStore | None",
    settings: "Settings",
) -> Resolved:
    """Bring the register up to date with the records and decisions that it has not taken in.

    Args:
        conn: the work file; `registry.*`, `matching.*` and `intake.submission.status` are written.
        ids: the book of ids, to which new ones are added.
        decisions: the decisions in the order of their book.
        contacts: the contact store; None where its key is missing, personal fields are then not compared.
        settings: the thresholds.

    Raises:
        KimError: the contact store or the book of ids cannot be read or written.
    """
    private = Contacts(conn, contacts)
    _set_variables(conn, settings)
    mark = fingerprint(settings)
    if _outdated(conn, mark) or forgotten(conn, decisions):
        script.run(conn, "00_forget", fingerprint=mark)
    recall(conn, ids)
    events = pending(conn, decisions)
    late = private.late()
    if not events and not late:
        return _totals(conn, Resolved(skipped=True))
    engine = engine_of(settings)
    lay_out(conn)
    script.run(conn, "04_declaration")
    # What is broken off half-way must not pass for done: whoever tries again then begins anew.
    _mark(conn, _UNFINISHED)
    done = Resolved()
    for event in events or [Event(_last(conn))]:
        done = _take_in(conn, event, done, ids=ids, decisions=decisions, private=private, engine=engine)
    script.run(conn, "80_review")
    warn_where_known(conn)
    private.forget()
    _mark(conn, mark)
    return _totals(conn, done)


def _take_in(
    conn: "duckdb.DuckDBPyConnection",
    event: Event,
    done: Resolved,
    *,
    ids: "IdBook",
    decisions: Sequence[Decision],
    private: Contacts,
    engine: PairEngine,
) -> Resolved:
    script.run(conn, "05_event", event_at=event.at, submissions=list(event.submissions), acts=list(event.decisions))
    now = standing_at(decisions, applied_decisions(conn))
    changed = set_statuses(conn, now)
    records, pairs = pair_records(conn, private, engine, changed)
    held = tuple(submission for submission in hold_drifted(conn) if submission not in now.accepted_drift)
    if held:
        set_statuses(conn, now)
    script.run(conn, "44_nodes", changed_submissions=changed)
    set_rulings(conn, now)
    script.run(conn, "46_bond")
    script.run(conn, "47_seed", event_decisions=_named(decisions, event))
    spread(conn)
    partition(conn, now)
    given = name_clusters(conn, ids)
    communities = write_communities(conn)
    return done.plus(records=records, pairs=pairs, ids_given=given, changed=communities, held=held)


def hold_drifted(conn: "duckdb.DuckDBPyConnection") -> tuple[str, ...]:
    """Hold the arriving files that drift too far from what their office had; returns them."""
    held = script.run(conn, "40_drift")
    for submission_id, known_kim, records, unmatched, unmet in held:
        conn.execute(
            _HOLD,
            {
                "submission_id": submission_id,
                "known_kim": known_kim,
                "records": records,
                "unmatched": unmatched,
                "unmet": unmet,
            },
        )
    return tuple(row[0] for row in held)


def _named(decisions: Sequence[Decision], event: Event) -> list[str]:
    """The records that the event's decisions are about, those of the rulings it takes back included."""
    by_id = {decision.decision_id: decision for decision in decisions}
    named: list[str] = []
    for decision_id in event.decisions:
        act = by_id[decision_id]
        about = by_id.get(act.subject or "", act) if act.kind == "retract" else act
        if about.kind in ("same", "different"):
            named += [about.subject or "", about.object or ""]
    return named


def _set_variables(conn: "duckdb.DuckDBPyConnection", settings: "Settings") -> None:
    conn.execute("set variable match_threshold = $value", {"value": settings.match_threshold})
    conn.execute("set variable review_threshold = $value", {"value": settings.review_threshold})
    conn.execute("set variable folders_are_accounts = $value", {"value": settings.folders_are_accounts})
    conn.execute("set variable least_public_bits = $value", {"value": least_public_bits(settings.review_threshold)})


def _outdated(conn: "duckdb.DuckDBPyConnection", mark: str) -> bool:
    return bool(script.found(conn, "select fingerprint from matching.state") != mark)


def _mark(conn: "duckdb.DuckDBPyConnection", mark: str) -> None:
    conn.execute("update matching.state set fingerprint = $mark", {"mark": mark})


def _last(conn: "duckdb.DuckDBPyConnection") -> datetime:
    return script.found(conn, 'select max("at") from matching.applied') or datetime.min


def _totals(conn: "duckdb.DuckDBPyConnection", done: Resolved) -> Resolved:
    return replace(
        done,
        communities=script.count(conn, "registry.kim"),
        open_pairs=script.count(conn, "registry.review_pair where ruling = 'open'"),
        capped_blocks=script.count(conn, "matching.capped_block"),
    )


def fingerprint(settings: "Settings") -> str:
    """A hash of the SQL, weights and settings that scores, clusters and golden records follow from."""
    said = (settings.match_threshold, settings.review_threshold, settings.folders_are_accounts)
    seen = hashlib.sha256("|".join(map(str, said)).encode())
    trust = (SQL / "views", "*_office_trust.sql")
    for folder, pattern in ((SQL / "matching", "*.sql"), (REFERENCE / "matching", "*"), trust):
        for path in sorted(folder.glob(pattern)):
            seen.update(path.name.encode() + b"\0" + path.read_bytes())
    return seen.hexdigest()[:16]
