"""The book of decisions: what people ruled, withdrew, superseded, erased, signed and accepted."""

from collections.abc import Sequence
from datetime import datetime

from kim.errors import KimError
from kim.register.book import Book
from kim.register.model import Decision, DecisionKind
from kim.register.standing import Standing, objection, standing


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
