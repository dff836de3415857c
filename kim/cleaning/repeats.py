"""Rows that repeat an earlier row of their file: one name, one place, and no contact that differs."""

import numpy as np

from kim.cleaning.batch import Batch, Ints, factorise
from kim.cleaning.contacts import Contacts
from kim.cleaning.findings import Findings
from kim.cleaning.masking import shown
from kim.cleaning.parsed import ParsedColumn
from kim.cleaning.places.rows import RowPlaces
from kim.reference.regions import key_of

Contact = tuple[str, str, str]


def report_repeats(
    batch: Batch, findings: Findings, keys: ParsedColumn[str], placed: RowPlaces, contacts: Contacts
) -> None:
    """Add `row_repeated` on each later row."""
    names = keys.codes
    numbers: dict[str, int] = {"": 0}
    key_codes = np.array([numbers.setdefault(key or "", len(numbers)) for key in keys.values], np.int32)[names]
    places: dict[str, int] = {"|||": 0}
    place_codes = np.array([places.setdefault(p.key, len(places)) for p in placed.places], np.int32)[placed.codes]
    usable = (key_codes > 0) & (place_codes > 0)
    if not usable.any():
        return
    rows = np.flatnonzero(usable).astype(np.int32)
    _, groups = factorise([batch.file_of_row[rows], key_codes[rows], place_codes[rows]])
    sizes = np.bincount(groups)
    several = sizes[groups] > 1
    members: dict[int, list[int]] = {}
    for row, group in zip(rows[several].tolist(), groups[several].tolist(), strict=True):
        members.setdefault(group, []).append(row)
    for group_rows in members.values():
        _report_group(batch, findings, group_rows, contacts)


def _report_group(batch: Batch, findings: Findings, rows: list[int], contacts: Contacts) -> None:
    earlier: list[tuple[int, Contact]] = []
    for row in rows:
        contact = _contact(contacts, row)
        first = next((other for other, known in earlier if _agree(contact, known)), None)
        if first is not None:
            _report(batch, findings, row, first)
        earlier.append((row, contact))


def _contact(contacts: Contacts, row: int) -> Contact:
    leader = contacts.leader.values[int(contacts.leader.codes[row])]
    email = contacts.email.values[int(contacts.email.codes[row])]
    return key_of(leader or ""), contacts.phone[row] or "", email or ""


def _agree(one: Contact, other: Contact) -> bool:
    return all(not a or not b or a == b for a, b in zip(one, other, strict=True))


def _report(batch: Batch, findings: Findings, row: int, first: int) -> None:
    encoded = batch.column("nama_kim")
    text = encoded.texts[int(encoded.codes[row])]
    where = f"baris {int(batch.row_numbers[first])}"
    sheet = batch.parts[int(batch.part_of_row[first])].table.sheet
    if sheet != batch.parts[int(batch.part_of_row[row])].table.sheet:
        where = f"{where} ({sheet})"
    entry = findings.number(("nama_kim", "row_repeated", shown("nama_kim", text), where))
    at: Ints = np.array([row], np.int32)
    findings.add(at, np.array([entry], np.int32), field="nama_kim")
