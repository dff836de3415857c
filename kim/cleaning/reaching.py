"""How a community is reached: its site and channels (public), its contacts (for the encrypted store alone)."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import orjson
import pyarrow as pa
import pyarrow.compute

from kim.cleaning.arrow import Column, picked
from kim.cleaning.cells import as_json
from kim.cleaning.channels import CHANNELS, Handles, judge_channel, phone_in
from kim.cleaning.emails import judge_email
from kim.cleaning.frame import Frame, Ints
from kim.cleaning.judging import Judged, judge, judge_text
from kim.cleaning.ledger import Ledger
from kim.cleaning.masking import without_nik
from kim.cleaning.phones import judge_phone
from kim.cleaning.sites import judge_site
from kim.cleaning.straight import EMAIL, PERSON, PHONE, channel, site, straightened
from kim.cleaning.verdict import Verdict, good
from kim.reference.text import tidy

# The stubs of these functions give unions that none of them takes.
pc: Any = pyarrow.compute


@dataclass(frozen=True, slots=True)
class Contacts:
    """Contact values by row; personal data."""

    leader: Judged[str]
    phone: list[str | None]
    email: Judged[str]
    address: Judged[str]


def _kept_text(text: str) -> Verdict[str]:
    return good(without_nik(tidy(text)))


def contacts(frame: Frame, ledger: Ledger) -> Contacts:
    """Chairs, phones, e-mails and addresses; a number in the WhatsApp column is a phone too."""
    phones = judge_text(frame, ledger, "nomor_hp", lambda _, text: judge_phone(text), PHONE)
    by_row = phones.by_row()
    whatsapp = frame.column("whatsapp")
    numbers = [phone_in(text) if any(c.isdigit() for c in text) else None for text in whatsapp.texts]
    having = np.array([number is not None for number in numbers], np.bool_)[whatsapp.codes]
    for row in np.flatnonzero(having).tolist():
        number, known = numbers[int(whatsapp.codes[row])] or "", by_row[row]
        by_row[row] = number if not known else known if number in known.split(";") else f"{known};{number}"
    return Contacts(
        judge_text(frame, ledger, "nama_ketua", lambda _, text: _kept_text(text), PERSON),
        by_row,
        judge_text(frame, ledger, "email", lambda _, text: judge_email(text), EMAIL),
        judge_text(frame, ledger, "alamat", lambda _, text: _kept_text(text), PERSON),
    )


@dataclass(frozen=True, slots=True)
class Reach:
    """Sites by code and the channels' JSON by row."""

    sites: Judged[str]
    channels: list[str | None]


def reach(frame: Frame, ledger: Ledger) -> Reach:
    """Sites and channels; an address of a channel counts for it in whatever column it stands."""
    hosts = straightened(frame.column("situs_web"), site()).values
    known: list[tuple[str | None, Handles] | None] = [(host, ()) if host else None for host in hosts]
    judged = judge(frame, ledger, "situs_web", lambda _, text: judge_site(text), known)
    sites = Judged([value[0] if value else None for value in judged.values], judged.codes)
    columns: list[Judged[Handles]] = [_channel(frame, ledger, name) for name in CHANNELS]
    moved: Judged[Handles] = Judged([value[1] if value else None for value in judged.values], judged.codes)
    return Reach(sites, _as_json(frame.row_count, [*columns, moved]))


def _channel(frame: Frame, ledger: Ledger, name: str) -> Judged[Handles]:
    handles = straightened(frame.column(name), channel(name)).values
    known: list[Handles | None] = [((name, handle),) if handle else None for handle in handles]
    return judge(frame, ledger, name, lambda _, text: judge_channel(name, text), known)


def _as_json(row_count: int, columns: list[Judged[Handles]]) -> list[str | None]:
    """What the channels' columns and, last, that of the sites name in each row, as one JSON object; the first counts.

    Most rows name a channel in its own column: their objects are put together by columns.
    """
    own = dict(sorted(zip(CHANNELS, columns, strict=False)))
    pieces = [picked(_members(name, column), column.codes) for name, column in own.items()]
    odd = np.zeros(row_count, np.bool_)
    for name, column in zip((*CHANNELS, ""), columns, strict=True):
        elsewhere = [bool(value) and not _is_own(name, value or ()) for value in column.values]
        odd |= np.array(elsewhere, np.bool_)[column.codes]
    joined: Any = pc.utf8_rtrim(pc.binary_join_element_wise(*pieces, ""), ",")
    objects: Any = pc.binary_join_element_wise("{", joined, "}", "")
    named: list[str | None] = pc.if_else(pc.equal(joined, ""), pa.scalar(None, pa.string()), objects).to_pylist()
    for row in np.flatnonzero(odd).tolist():
        handles: dict[str, str] = {}
        for column in columns:
            for name, handle in column.values[int(column.codes[row])] or ():
                handles.setdefault(name, handle)
        named[row] = orjson.dumps(handles, option=orjson.OPT_SORT_KEYS).decode() if handles else None
    return named


def _is_own(name: str, handles: Handles) -> bool:
    return len(handles) == 1 and handles[0][0] == name


def _members(name: str, column: Judged[Handles]) -> list[str]:
    """A channel's member of the object, by code; empty where the cell names none, or another's."""
    texts = [value[0][1] if value and _is_own(name, value) else "" for value in column.values]
    quoted = orjson.dumps(name).decode()
    return [f"{quoted}:{text}," if text != "null" else "" for text in as_json(texts)]


def as_text(values: list[str | None], rows: Ints) -> Column:
    """The texts of `rows` as an Arrow array."""
    return picked(values, rows)
