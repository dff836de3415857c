"""The accepted rows as typed records, and their contacts apart."""

import hashlib
from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from kim.cleaning.arrow import Column, picked, table_of
from kim.cleaning.frame import Frame, Ints
from kim.cleaning.judging import Judged, judge
from kim.cleaning.ledger import Ledger
from kim.cleaning.masking import without_people
from kim.cleaning.model import CONTACT, NO_KIM, RECORD
from kim.cleaning.names import name_key
from kim.cleaning.placing import Placed
from kim.cleaning.reaching import Contacts, Reach, as_text, reach
from kim.cleaning.straight import plain_keys
from kim.cleaning.typed import (
    DayColumn,
    date_column,
    decrees,
    precisions,
    simple_columns,
    taken,
    terms,
)
from kim.cleaning.verdict import good


@dataclass(frozen=True, slots=True)
class Judgements:
    """All columns of the batch, judged; the rows that become records are chosen afterwards."""

    names: Judged[str]
    keys: Judged[str]
    placed: Placed
    contacts: Contacts
    reach: Reach
    founded: DayColumn
    founded_precision: Judged[str]
    decree_number: Judged[str]
    decree_on: DayColumn
    term_from: DayColumn
    term_to: DayColumn
    simple: dict[str, Judged[object]]


def judge_records(frame: Frame, ledger: Ledger, names: Judged[str], placed: Placed, contacts: Contacts) -> Judgements:
    """Judge every column that a record is made of, beside the name, the place and the contacts."""
    # Notes are no part of a record; a NIK in one is still said.
    judge(frame, ledger, "keterangan", lambda _, text: good(len(text)))
    founded, moments = date_column(frame, ledger, "tanggal_berdiri")
    decree_on, _ = date_column(frame, ledger, "tanggal_sk")
    term_from, term_to = terms(frame, ledger, decree_on)
    return Judgements(
        names,
        Judged(_keys(names), names.codes),
        placed,
        contacts,
        reach(frame, ledger),
        founded,
        precisions(moments),
        decrees(frame, ledger, decree_on),
        decree_on,
        term_from,
        term_to,
        simple_columns(frame, ledger),
    )


def _keys(names: Judged[str]) -> list[str | None]:
    pairs = zip(names.values, plain_keys(names.values), strict=True)
    return [key or (name_key(name) if name else None) for name, key in pairs]


def record_ids(frame: Frame, rows: Ints) -> list[str]:
    """An id for each row from the receipt's sequence, the sheet, the row number and, side by side, the table."""
    heads = [f"{frame.files[part.file][0].sequence}|{part.table.sheet}|".encode() for part in frame.parts]
    tails = [f"|{part.table.part}".encode() if part.table.part else b"" for part in frame.parts]
    pairs = zip(frame.part_of_row[rows].tolist(), frame.row_numbers[rows].tolist(), strict=True)
    sha = hashlib.sha256
    return ["r" + sha(b"%s%d%s" % (heads[part], number, tails[part])).hexdigest()[:20] for part, number in pairs]


def record_table(frame: Frame, made: Judgements, ids: list[str], rows: Ints) -> pa.Table:
    """The records of `rows`, with the columns of `intake.record`."""
    at = frame.part_of_row[rows]
    received = [frame.files[part.file][0] for part in frame.parts]
    places, codes = made.placed.places, made.placed.codes[rows]
    status = Judged([value or "aktif" for value in made.simple["status"].values], made.simple["status"].codes)
    columns: dict[str, Column] = {
        "record_id": pa.array(ids, pa.string()),
        "submission_id": picked([one.submission_id for one in received], at),
        "sequence": picked([one.sequence for one in received], at, pa.int64()),
        "sheet": picked([part.table.sheet for part in frame.parts], at),
        "row_number": pa.array(frame.row_numbers[rows], pa.int32()),
        "name": taken(made.names, rows),
        "name_typed": taken(_typed_names(frame), rows),
        "name_key": taken(made.keys, rows),
        "level": picked([place.level for place in places], codes),
        "province_code": picked([place.province for place in places], codes),
        "regency_code": picked([place.regency for place in places], codes),
        "district_code": picked([place.district for place in places], codes),
        "village_code": picked([place.village for place in places], codes),
        "founded_on": made.founded.arrow(rows),
        "founded_precision": taken(
            Judged(made.founded_precision.values, np.where(made.founded.known, made.founded_precision.codes, 0)),
            rows,
        ),
        "decree_number": taken(made.decree_number, rows),
        "decree_on": made.decree_on.arrow(rows),
        "term_from": made.term_from.arrow(rows),
        "term_to": made.term_to.arrow(rows),
        **{name: taken(judged, rows, RECORD.field(name).type) for name, judged in made.simple.items()},
        "status": taken(status, rows),
        "website": taken(made.reach.sites, rows),
        "channels": as_text(made.reach.channels, rows),
    }
    return table_of([columns[name] for name in RECORD.names], RECORD)


def no_kim_table(frame: Frame, placed: Placed) -> pa.Table:
    """The rows that say there is no community, each with its place, with the columns of `intake.no_kim`."""
    rows = np.flatnonzero(frame.no_kim).astype(np.int32)
    at, places, codes = frame.part_of_row[rows], placed.places, placed.codes[rows]
    arrays: list[Column] = [
        picked([frame.files[part.file][0].submission_id for part in frame.parts], at),
        picked([part.table.sheet for part in frame.parts], at),
        pa.array(frame.row_numbers[rows], pa.int32()),
        picked([place.level for place in places], codes),
        picked([place.province for place in places], codes),
        picked([place.regency for place in places], codes),
        picked([place.district for place in places], codes),
        picked([place.village for place in places], codes),
    ]
    return table_of(arrays, NO_KIM)


def contact_table(contacts: Contacts, ids: list[str], rows: Ints) -> pa.Table:
    """One row of contacts for each record; personal data."""
    arrays: list[Column] = [
        pa.array(ids, pa.string()),
        taken(contacts.leader, rows),
        as_text(contacts.phone, rows),
        taken(contacts.email, rows),
        taken(contacts.address, rows),
    ]
    return table_of(arrays, CONTACT)


def _typed_names(frame: Frame) -> Judged[str]:
    coded = frame.column("nama_kim")
    texts = list(coded.texts)
    for code in np.flatnonzero(coded.suspects).tolist():
        texts[code] = without_people(texts[code])
    return Judged(texts, coded.codes)
