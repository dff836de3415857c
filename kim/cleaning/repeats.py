"""Rows that repeat an earlier row of their file: one name, one place, and no contact that differs."""

import numpy as np

from kim.cleaning.frame import Frame, Ints
from kim.cleaning.judging import Judged
from kim.cleaning.ledger import Ledger
from kim.cleaning.masking import shown
from kim.cleaning.placing import Placed, factorise
from kim.cleaning.reaching import Contacts
from kim.reference.regions import key_of

Contact = tuple[str, str, str]


def say_repeats(frame: Frame, ledger: Ledger, keys: Judged[str], placed: Placed, contacts: Contacts) -> None:
    """Enter `row_repeated` on each later row."""
    names = keys.codes
    numbers: dict[str, int] = {"": 0}
    key_codes = np.array([numbers.setdefault(key or "", len(numbers)) for key in keys.values], np.int32)[names]
    places: dict[str, int] = {"|||": 0}
    place_codes = np.array([places.setdefault(p.key, len(places)) for p in placed.places], np.int32)[placed.codes]
    usable = (key_codes > 0) & (place_codes > 0)
    if not usable.any():
        return
    rows = np.flatnonzero(usable).astype(np.int32)
    _, groups = factorise([frame.file_of_row[rows], key_codes[rows], place_codes[rows]])
    sizes = np.bincount(groups)
    several = sizes[groups] > 1
    members: dict[int, list[int]] = {}
    for row, group in zip(rows[several].tolist(), groups[several].tolist(), strict=True):
        members.setdefault(group, []).append(row)
    for group_rows in members.values():
        _say_group(frame, ledger, group_rows, contacts)


def _say_group(frame: Frame, ledger: Ledger, rows: list[int], contacts: Contacts) -> None:
    earlier: list[tuple[int, Contact]] = []
    for row in rows:
        contact = _contact(contacts, row)
        first = next((other for other, known in earlier if _agree(contact, known)), None)
        if first is not None:
            _say(frame, ledger, row, first)
        earlier.append((row, contact))


def _contact(contacts: Contacts, row: int) -> Contact:
    leader = contacts.leader.values[int(contacts.leader.codes[row])]
    email = contacts.email.values[int(contacts.email.codes[row])]
    return key_of(leader or ""), contacts.phone[row] or "", email or ""


def _agree(one: Contact, other: Contact) -> bool:
    return all(not a or not b or a == b for a, b in zip(one, other, strict=True))


def _say(frame: Frame, ledger: Ledger, row: int, first: int) -> None:
    coded = frame.column("nama_kim")
    text = coded.texts[int(coded.codes[row])]
    where = f"baris {int(frame.row_numbers[first])}"
    sheet = frame.parts[int(frame.part_of_row[first])].table.sheet
    if sheet != frame.parts[int(frame.part_of_row[row])].table.sheet:
        where = f"{where} ({sheet})"
    entry = ledger.number(("nama_kim", "row_repeated", shown("nama_kim", text), where))
    at: Ints = np.array([row], np.int32)
    ledger.add(at, np.array([entry], np.int32), field="nama_kim")
