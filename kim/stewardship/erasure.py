"""Erasing a community's personal data: gone from the archive and the contact store, while its count and id hold.

The order makes it safe to pull the plug: first the decisions (what keeps the community together without its contacts,
and the erasure itself), then the files, then the contacts, then a line in `registry/erasures.jsonl` that says it is
done. An erasure without that line is finished by the same command, and by the next run.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from pydantic import BaseModel, ConfigDict

from kim.errors import KimError, UsageError
from kim.home import Home
from kim.reading.titles import hidden_sheets
from kim.register.archive import Archive
from kim.register.book import Book
from kim.register.contacts import ContactStore
from kim.register.decisions import ERASURE, Decision, DecisionBook, DecisionKind, Standing
from kim.register.vault import Vault
from kim.statements import statement
from kim.stewardship.redaction import Read, redact_file
from kim.stewardship.removal import Person

if TYPE_CHECKING:
    import duckdb

    from kim.reading.model import Table

PERSONAL_FIELDS = frozenset({"nama_ketua", "nomor_hp", "email", "alamat", "keterangan"})


class ErasureDone(BaseModel):
    """An erasure carried out: the decision, when, and how much it reached."""

    model_config = ConfigDict(frozen=True)

    decision_id: str
    at: datetime
    file_count: int
    record_count: int


class ErasureBook(Book[ErasureDone]):
    """`registry/erasures.jsonl`."""

    line = ErasureDone

    def moment(self, line: ErasureDone) -> datetime:
        """When it was carried out."""
        return line.at


def erasure_book(home: Home) -> ErasureBook:
    """The book of one home."""
    return ErasureBook(home.registry / "erasures.jsonl")


@dataclass(frozen=True, slots=True)
class Member:
    """A record of the community, and where it stands."""

    record_id: str
    kim_id: str
    submission_id: str
    sheet: str | None
    row_number: int


class Eraser:
    """Erases in one home; use under the writer lock. `conn` reads the warehouse, `read` an office's file."""

    def __init__(self, home: Home, conn: "duckdb.DuckDBPyConnection", vault: Vault, read: Read) -> None:
        self._conn = conn
        self._read = read
        self._archive = Archive(home, vault)
        self._contacts = ContactStore(home, vault)
        self._decisions = DecisionBook(home.decisions)
        self._done = erasure_book(home)
        if not vault.has_key():
            raise KimError(f"erasing opens the archive, and the key is missing: put {home.key} back from its backup")

    def members(self, kim_id: str) -> list[Member]:
        """The community's records, as the register has them now.

        Raises:
            UsageError: there is no such community, or it goes by another id.
        """
        found = community_records(self._conn, [kim_id])
        if not found:
            raise UsageError(f"there is no community {kim_id!r} in the register")
        if found[0].kim_id != kim_id:
            raise UsageError(f"{kim_id} was merged into {found[0].kim_id}: erase that one, if it is meant")
        return found

    def erase(self, kim_id: str, person: Person) -> ErasureDone:
        """Record the erasure and carry it out.

        Raises:
            KimError: no such community, it was erased already, or a file cannot be redacted; what was begun is finished
                by the same command.
        """
        stands = self._decisions.standing().erased.get(kim_id)
        if stands is None:
            lines = self._rulings(kim_id, self.members(kim_id), person)
            erase = _draft("erase", person, kim_id, None, {})
            stands = self._decisions.record_all([*lines, erase])[-1]
        elif stands.decision_id in {line.decision_id for line in self._done.all()}:
            raise KimError(f"{kim_id} was erased on {stands.at:%Y-%m-%d} by {stands.by}")
        return self._carry_out(stands, person.at)

    def finish(self, at: datetime) -> list[ErasureDone]:
        """Carry out what an interrupted erasure left."""
        done = {line.decision_id for line in self._done.all()}
        left = [line for line in self._decisions.standing().erased.values() if line.decision_id not in done]
        return [self._carry_out(line, at) for line in left]

    def _rulings(self, kim_id: str, members: Sequence[Member], person: Person) -> list[Decision]:
        """What holds the community together, and apart from its neighbours, once no contact speaks for it."""
        now = self._decisions.standing()
        bound = now.communities()
        first = members[0].record_id
        detail = {ERASURE: kim_id}
        lines = []
        reached = {bound.get(first, first)}
        for member in members[1:]:
            if bound.get(member.record_id, member.record_id) not in reached:
                reached.add(bound.get(member.record_id, member.record_id))
                lines.append(_draft("same", person, first, member.record_id, detail))
        apart = {frozenset((line.subject, line.object)) for line in now.different}
        for _, neighbour in self._conn.execute(
            statement("queries/community_neighbours"), {"kim_id": kim_id}
        ).fetchall():
            if frozenset((first, neighbour)) not in apart:
                lines.append(_draft("different", person, first, neighbour, detail))
        return lines

    def _carry_out(self, decision: Decision, at: datetime) -> ErasureDone:
        members = community_records(self._conn, [decision.subject or ""])
        by_submission: dict[str, list[Member]] = {}
        for member in members:
            by_submission.setdefault(member.submission_id, []).append(member)
        rows = self._conn.execute(
            statement("queries/submission_files"), {"submission_ids": list(by_submission)}
        ).fetchall()
        for submission_id, sha256, file_name in rows:
            self._redact(sha256, file_name, by_submission[submission_id])
        self._contacts.erase([member.record_id for member in members])
        done = ErasureDone(
            decision_id=decision.decision_id,
            at=at,
            file_count=len({sha256 for _, sha256, _ in rows}),
            record_count=len(members),
        )
        self._done.append([done])
        return done

    def _redact(self, sha256: str, file_name: str, members: Sequence[Member]) -> None:
        content = self._archive.get(sha256)
        reading = self._read(content, file_name)
        meant = {(member.sheet, member.row_number) for member in members}
        blanks: dict[str, set[tuple[int, int]]] = {}
        hidden = hidden_sheets(reading)
        for table in reading.tables:
            shown = hidden.get(table.sheet, table.sheet)
            for place, row in enumerate(table.row_numbers):
                if (shown, row) in meant:
                    blanks.setdefault(table.sheet, set()).update(_personal_cells(table, place, row))
        if any(blanks.values()):
            self._archive.redact(sha256, redact_file(content, file_name, blanks, self._read))


def community_records(conn: "duckdb.DuckDBPyConnection", kim_ids: Sequence[str]) -> list[Member]:
    """Every record of these communities, by receipt, those of withdrawn submissions included."""
    rows = conn.execute(statement("queries/community_records"), {"kim_ids": list(kim_ids)}).fetchall()
    return [Member(*row) for row in rows]


def mask_erased(conn: "duckdb.DuckDBPyConnection", store: ContactStore, now: Standing) -> int:
    """Empty the contacts that later files gave of erased communities; for a run, once the register is resolved.

    Returns:
        How many contacts were emptied.

    Raises:
        KimError: the key is missing.
    """
    if not now.erased:
        return 0
    return store.erase(member.record_id for member in community_records(conn, list(now.erased)))


def unfinished(home: Home) -> list[Decision]:
    """The erasures that stand and were not carried out to the end."""
    done = {line.decision_id for line in erasure_book(home).all()}
    erased = DecisionBook(home.decisions).standing().erased.values()
    return [line for line in erased if line.decision_id not in done]


def _personal_cells(table: "Table", place: int, row: int) -> set[tuple[int, int]]:
    """The cells of one row that hold personal data or may: personal fields, notes and columns nobody knows."""
    return {
        (row, column.index)
        for column, values in zip(table.columns, table.values, strict=True)
        if (column.field in PERSONAL_FIELDS or (column.field is None and not column.numbering))
        and values[place] not in (None, "")
    }


def _draft(kind: DecisionKind, person: Person, subject: str, other: str | None, detail: dict[str, str]) -> Decision:
    return Decision(
        decision_id="",
        kind=kind,
        at=person.at,
        by=person.by,
        why=person.why,
        subject=subject,
        object=other,
        detail=detail,
    )
