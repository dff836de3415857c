"""The book of decisions (what people ruled, withdrew, superseded, erased, signed and accepted), and what stands of it.

What stands is a pure function of the list of decisions, in which a later line may lift an earlier one. Rulings are
edges between record ids; `same` is transitive, and no record may be both `same` and `different` with another. A
submission is out of the register while it stands withdrawn or superseded, and is never both.
"""

import os
import pwd
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from kim.errors import KimError
from kim.register.book import Book

DecisionKind = Literal[
    "same",
    "different",
    "retract",
    "withdraw",
    "supersede",
    "undo",
    "erase",
    "sign",
    "accept_drift",
    "key_backup",
    "skip",
]
RULINGS = ("same", "different")
_LIFTED_BY = {"retract": RULINGS, "undo": ("withdraw", "supersede", "accept_drift", "skip")}
ERASURE = "erasure"
_PAST = {"skip": "skipped", "erase": "erased"}


class Decision(BaseModel):
    """One act of a person, never changed: a later line withdraws it (`retract`, `undo`).

    `subject` and `object` are record ids for `same` and `different`, submission ids for `withdraw`, `supersede` (new,
    old), `accept_drift` and `skip`, a kim id for `erase`, a gate for `sign`, and a decision id for `retract` and
    `undo`.
    """

    model_config = ConfigDict(frozen=True)

    decision_id: str
    kind: DecisionKind
    at: datetime
    by: str
    why: str
    subject: str | None = None
    object: str | None = None
    detail: dict[str, str] = Field(default_factory=dict)


@dataclass(frozen=True)
class Standing:
    """The decisions that nobody has lifted, by what they are about."""

    same: tuple[Decision, ...] = ()
    different: tuple[Decision, ...] = ()
    withdrawn: dict[str, Decision] = field(default_factory=dict)
    superseded: dict[str, Decision] = field(default_factory=dict)
    """The old submission, and the decision whose `subject` is the new one."""
    accepted_drift: dict[str, Decision] = field(default_factory=dict)
    skipped: dict[str, Decision] = field(default_factory=dict)
    erased: dict[str, Decision] = field(default_factory=dict)
    signatures: tuple[Decision, ...] = ()
    key_backup: Decision | None = None

    @property
    def out(self) -> dict[str, str]:
        """The submissions whose records are out of the register, each with its status in `intake.submission`."""
        return dict.fromkeys(self.withdrawn, "withdrawn") | dict.fromkeys(self.superseded, "superseded")

    def communities(self) -> dict[str, str]:
        """Each record that a `same` ruling binds, with the least record id of those bound to it."""
        return _least(self.same)


class DecisionBook(Book[Decision]):
    """`registry/decisions.jsonl`."""

    line = Decision

    def moment(self, line: Decision) -> datetime:
        """When the decision was taken."""
        return line.at

    def standing(self, until: datetime | None = None) -> Standing:
        """What stands, of the decisions taken until then."""
        return standing(self.all(until))

    def check(self, lines: Sequence[Decision]) -> None:
        """Refuse a decision id that was used twice."""
        seen: set[str] = set()
        for number, line in enumerate(lines, start=1):
            if line.decision_id in seen:
                raise self.damaged(number, f"uses the id {line.decision_id} a second time")
            seen.add(line.decision_id)

    def record(
        self,
        kind: DecisionKind,
        *,
        at: datetime,
        by: str,
        why: str,
        subject: str | None = None,
        object: str | None = None,  # noqa: A002 - the line's own word
        detail: dict[str, str] | None = None,
    ) -> Decision:
        """Record one decision, if nothing that stands speaks against it.

        Raises:
            KimError: it contradicts a decision that stands, or names no person or reason.
        """
        return self.record_all(
            [
                Decision(
                    decision_id="",
                    kind=kind,
                    at=at,
                    by=by.strip(),
                    why=why.strip(),
                    subject=subject,
                    object=object,
                    detail=detail or {},
                )
            ]
        )[0]

    def record_all(self, drafts: Sequence[Decision]) -> list[Decision]:
        """Record several decisions at once, all or none; the book gives each its id.

        Raises:
            KimError: one of them contradicts what stands.
        """
        known = self.all()
        added: list[Decision] = []
        for draft in drafts:
            line = draft.model_copy(update={"decision_id": f"d{len(known) + 1:06d}"})
            reason = objection(known, line)
            if reason:
                raise KimError(f"not recorded: {reason}")
            known.append(line)
            added.append(line)
        self.append(added)
        return added


def real_user() -> str:
    """The operating system's user that this process runs as: no variable of the environment can say another."""
    try:
        return pwd.getpwuid(os.getuid()).pw_name
    except KeyError:
        return str(os.getuid())


def standing(decisions: Iterable[Decision]) -> Standing:
    """What stands after `decisions`, given in the order of the book."""
    listed = list(decisions)
    lifted = {line.subject for line in listed if line.kind in _LIFTED_BY}
    live = [line for line in listed if line.decision_id not in lifted]

    def of(kind: str) -> tuple[Decision, ...]:
        return tuple(line for line in live if line.kind == kind)

    return Standing(
        same=of("same"),
        different=of("different"),
        withdrawn={line.subject or "": line for line in of("withdraw")},
        superseded={line.object or "": line for line in of("supersede")},
        accepted_drift={line.subject or "": line for line in of("accept_drift")},
        skipped={line.subject or "": line for line in of("skip")},
        erased={line.subject or "": line for line in of("erase")},
        signatures=of("sign"),
        key_backup=next(iter(reversed(of("key_backup"))), None),
    )


def objection(decisions: Sequence[Decision], new: Decision) -> str | None:
    """Why `new` cannot be recorded after `decisions`, None where it can."""
    if not new.by.strip() or not new.why.strip():
        return "a decision needs a name (--by) and a reason (--why)"
    now = standing(decisions)
    if new.kind in RULINGS:
        return _against_ruling(now, new)
    if new.kind in ("withdraw", "supersede"):
        return _against_removal(now, new)
    if new.kind in _LIFTED_BY:
        return _against_lifting(decisions, new)
    done = {"skip": now.skipped, "erase": now.erased}.get(new.kind, {})
    if new.subject in done:
        return f"{new.subject} was {_PAST[new.kind]} already ({_cite(done[new.subject])})"
    return None


def _against_ruling(now: Standing, new: Decision) -> str | None:
    left, right = new.subject or "", new.object or ""
    if not left or not right or left == right:
        return "a ruling is on two different records"
    for line in now.same + now.different:
        if line.kind == new.kind and {line.subject, line.object} == {left, right}:
            return f"that ruling stands already ({_cite(line)})"
    least = now.communities()
    if new.kind == "different":
        if least.get(left, left) == least.get(right, right):
            chain = _chain(now.same, left, right)
            return "earlier rulings bind the two as the same: retract " + ", ".join(map(_cite, chain)) + " first"
        return None
    joined = {least.get(left, left), least.get(right, right)}
    for line in now.different:
        ends = {least.get(line.subject or "", line.subject), least.get(line.object or "", line.object)}
        if ends == joined:
            return f"an earlier ruling keeps the two apart: retract {_cite(line)} first"
    return None


def _against_removal(now: Standing, new: Decision) -> str | None:
    out = new.subject if new.kind == "withdraw" else new.object
    if not out:
        return "no submission is named"
    for state, lines in (("withdrawn", now.withdrawn), ("superseded", now.superseded)):
        if out in lines:
            return f"{out} is {state} already ({_cite(lines[out])})"
        if new.kind == "supersede" and new.subject in lines:
            return f"{new.subject} is itself {state} ({_cite(lines[new.subject])}): it can supersede nothing"
    if new.kind == "supersede" and new.subject == out:
        return "a submission cannot supersede itself"
    return None


def _against_lifting(decisions: Sequence[Decision], new: Decision) -> str | None:
    target = next((line for line in decisions if line.decision_id == new.subject), None)
    kinds = _LIFTED_BY[new.kind]
    if target is None:
        return f"there is no decision {new.subject}"
    if target.kind not in kinds:
        return f"{_cite(target)} is not one that can be lifted ({', '.join(kinds)} can)"
    if ERASURE in target.detail:
        return f"{_cite(target)} keeps the count of an erased community and cannot be lifted"
    if any(line.kind in _LIFTED_BY and line.subject == new.subject for line in decisions):
        return f"{_cite(target)} is lifted already"
    return None


def _least(edges: Iterable[Decision]) -> dict[str, str]:
    above: dict[str, str] = {}

    def root(record: str) -> str:
        while above.setdefault(record, record) != record:
            above[record] = above[above[record]]
            record = above[record]
        return record

    for edge in edges:
        left, right = sorted((root(edge.subject or ""), root(edge.object or "")))
        above[right] = left
    return {record: root(record) for record in list(above)}


def _chain(edges: Iterable[Decision], start: str, end: str) -> list[Decision]:
    """The fewest `same` rulings that bind `start` to `end`."""
    beside: dict[str, list[tuple[str, Decision]]] = {}
    for edge in edges:
        left, right = edge.subject or "", edge.object or ""
        beside.setdefault(left, []).append((right, edge))
        beside.setdefault(right, []).append((left, edge))
    paths: dict[str, list[Decision]] = {start: []}
    queue = [start]
    for record in queue:
        for other, edge in beside.get(record, []):
            if other not in paths:
                paths[other] = [*paths[record], edge]
                queue.append(other)
    return sorted(paths.get(end, []), key=lambda line: line.decision_id)


def _cite(line: Decision) -> str:
    return f"{line.decision_id} of {line.at:%Y-%m-%d} by {line.by}"
