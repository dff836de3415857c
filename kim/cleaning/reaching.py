"""How a community is reached: its site and channels (public), its contacts (for the encrypted store alone)."""

from dataclasses import dataclass

import numpy as np
import orjson

from kim.cleaning.arrow import Column, picked
from kim.cleaning.channels import CHANNELS, Handles, judge_channel, phone_in
from kim.cleaning.emails import judge_email
from kim.cleaning.frame import Frame, Ints
from kim.cleaning.judging import Judged, judge, judge_text
from kim.cleaning.ledger import Ledger
from kim.cleaning.masking import without_nik
from kim.cleaning.phones import judge_phone
from kim.cleaning.sites import judge_site
from kim.cleaning.straight import EMAIL, PERSON, PHONE
from kim.cleaning.text import tidy
from kim.cleaning.verdict import Verdict, good


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
    judged: Judged[tuple[str | None, Handles]] = judge(frame, ledger, "situs_web", lambda _, text: judge_site(text))
    sites = Judged([value[0] if value else None for value in judged.values], judged.codes)
    columns: list[Judged[Handles]] = [_channel(frame, ledger, channel) for channel in CHANNELS]
    moved: Judged[Handles] = Judged([value[1] if value else None for value in judged.values], judged.codes)
    return Reach(sites, _as_json(frame.row_count, [*columns, moved]))


def _channel(frame: Frame, ledger: Ledger, channel: str) -> Judged[Handles]:
    return judge(frame, ledger, channel, lambda _, text: judge_channel(channel, text))


def _as_json(row_count: int, columns: list[Judged[Handles]]) -> list[str | None]:
    result: list[str | None] = [None] * row_count
    filled = np.zeros(row_count, np.bool_)
    for column in columns:
        filled |= np.array([bool(value) for value in column.values], np.bool_)[column.codes]
    rows = np.flatnonzero(filled)
    picked = [[column.values[code] or () for code in column.codes[rows].tolist()] for column in columns]
    for row, handles in zip(rows.tolist(), zip(*picked, strict=True), strict=True):
        named: dict[str, str] = {}
        for several in handles:
            for channel, handle in several:
                named.setdefault(channel, handle)
        result[row] = orjson.dumps(named, option=orjson.OPT_SORT_KEYS).decode()
    return result


def as_text(values: list[str | None], rows: Ints) -> Column:
    """The texts of `rows` as an Arrow array."""
    return picked(values, rows)
