"""The accepted rows as typed records, and the places of the rows that say there is no community.

In: a batch with its findings. Out: `RecordColumns`, and of them the tables `intake.record` and `intake.no_kim`.
"""

import hashlib
from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from kim.cleaning.attributes import parse_count, parse_partners, parse_type, status_column
from kim.cleaning.batch import ArrowArray, Batch, Ints, decoded
from kim.cleaning.contacts import Contacts
from kim.cleaning.dates import DayColumn, date_column, precision_column
from kim.cleaning.findings import Findings
from kim.cleaning.identifiers import decree_column, parse_kim_id, parse_label, parse_site_number
from kim.cleaning.masking import without_on_behalf, without_people
from kim.cleaning.model import NO_KIM, RECORD
from kim.cleaning.names import name_key
from kim.cleaning.parsed import ParsedColumn, parse_column, parse_text_column, parsed
from kim.cleaning.places.rows import RowPlaces
from kim.cleaning.terms import term_columns
from kim.cleaning.usual_forms import SITE_NUMBER, plain_keys
from kim.cleaning.web_presence import WebPresence, web_presence


@dataclass(frozen=True, slots=True)
class RecordColumns:
    """All columns of the batch, parsed; the rows that become records are chosen afterwards."""

    names: ParsedColumn[str]
    keys: ParsedColumn[str]
    placed: RowPlaces
    contacts: Contacts
    web: WebPresence
    founded: DayColumn
    founded_precision: ParsedColumn[str]
    decree_number: ParsedColumn[str]
    decree_on: DayColumn
    term_from: DayColumn
    term_to: DayColumn
    single_cell: dict[str, ParsedColumn[object]]


def parse_record_columns(
    batch: Batch, findings: Findings, names: ParsedColumn[str], placed: RowPlaces, contacts: Contacts
) -> RecordColumns:
    """Parse every column that a record is parsed_columns of, beside the name, the place and the contacts."""
    # Notes are no part of a record; a NIK in one is still a finding.
    parse_column(batch, findings, "keterangan", lambda text: parsed(len(text)))
    founded, moments = date_column(batch, findings, "tanggal_berdiri")
    decree_on, _ = date_column(batch, findings, "tanggal_sk")
    term_from, term_to = term_columns(batch, findings, decree_on)
    return RecordColumns(
        names,
        ParsedColumn(_keys(names), names.codes),
        placed,
        contacts,
        web_presence(batch, findings),
        founded,
        precision_column(moments),
        decree_column(batch, findings, decree_on),
        decree_on,
        term_from,
        term_to,
        single_cell_columns(batch, findings),
    )


def single_cell_columns(batch: Batch, findings: Findings) -> dict[str, ParsedColumn[object]]:
    """The columns of a record that are parsed from one cell each."""
    return {
        "member_count": parse_column(batch, findings, "jumlah_anggota", parse_count),
        "community_type": parse_column(batch, findings, "jenis_komunitas", parse_type),
        "status": status_column(batch, findings),
        "domain_label": parse_column(batch, findings, "domain_diajukan", parse_label),
        "site_number": parse_text_column(batch, findings, "nomor_id_kim", parse_site_number, SITE_NUMBER),
        "partners": parse_column(batch, findings, "kemitraan", parse_partners),
        "declared_kim_id": parse_column(batch, findings, "id_kim", parse_kim_id),
    }


def _keys(names: ParsedColumn[str]) -> list[str | None]:
    pairs = zip(names.values, plain_keys(names.values), strict=True)
    return [key or (name_key(name) if name else None) for name, key in pairs]


def record_ids(batch: Batch, rows: Ints) -> list[str]:
    """An id for each row from the receipt's sequence, the sheet, the row number and, side by side, the table."""
    heads = [f"{batch.files[part.file][0].sequence}|{part.table.sheet}|".encode() for part in batch.parts]
    tails = [f"|{part.table.part}".encode() if part.table.part else b"" for part in batch.parts]
    pairs = zip(batch.part_of_row[rows].tolist(), batch.row_numbers[rows].tolist(), strict=True)
    sha = hashlib.sha256
    return ["r" + sha(b"%s%d%s" % (heads[part], number, tails[part])).hexdigest()[:20] for part, number in pairs]


def record_table(batch: Batch, columns: RecordColumns, ids: list[str], rows: Ints) -> pa.Table:
    """The records of `rows`, with the columns of `intake.record`."""
    status = ParsedColumn(
        [value or "aktif" for value in columns.single_cell["status"].values], columns.single_cell["status"].codes
    )
    arrays: dict[str, ArrowArray] = {
        "record_id": pa.array(ids, pa.string()),
        **_location(batch, columns.placed, rows),
        "sequence": decoded(
            [batch.files[part.file][0].sequence for part in batch.parts], batch.part_of_row[rows], pa.int64()
        ),
        "name": columns.names.arrow(rows),
        "name_typed": _typed_names(batch).arrow(rows),
        "name_key": columns.keys.arrow(rows),
        "founded_on": columns.founded.arrow(rows),
        "founded_precision": ParsedColumn(
            columns.founded_precision.values, np.where(columns.founded.known, columns.founded_precision.codes, 0)
        ).arrow(rows),
        "decree_number": columns.decree_number.arrow(rows),
        "decree_on": columns.decree_on.arrow(rows),
        "term_from": columns.term_from.arrow(rows),
        "term_to": columns.term_to.arrow(rows),
        **{name: column.arrow(rows, RECORD.field(name).type) for name, column in columns.single_cell.items()},
        "status": status.arrow(rows),
        "website": columns.web.sites.arrow(rows),
        "channels": decoded(columns.web.channels, rows),
    }
    return pa.Table.from_arrays([arrays[name] for name in RECORD.names], schema=RECORD)


def no_kim_table(batch: Batch, placed: RowPlaces) -> pa.Table:
    """The rows that say there is no community, each with its place, with the columns of `intake.no_kim`."""
    arrays = _location(batch, placed, np.flatnonzero(batch.no_kim).astype(np.int32))
    return pa.Table.from_arrays([arrays[name] for name in NO_KIM.names], schema=NO_KIM)


def _location(batch: Batch, placed: RowPlaces, rows: Ints) -> dict[str, ArrowArray]:
    """The columns with submission, sheet, row number and place of `rows`."""
    parts, places, codes = batch.part_of_row[rows], placed.places, placed.codes[rows]
    return {
        "submission_id": decoded([batch.files[part.file][0].submission_id for part in batch.parts], parts),
        "sheet": decoded([part.table.sheet for part in batch.parts], parts),
        "row_number": pa.array(batch.row_numbers[rows], pa.int32()),
        "level": decoded([place.level for place in places], codes),
        "province_code": decoded([place.province for place in places], codes),
        "regency_code": decoded([place.regency for place in places], codes),
        "district_code": decoded([place.district for place in places], codes),
        "village_code": decoded([place.village for place in places], codes),
    }


def _typed_names(batch: Batch) -> ParsedColumn[str]:
    encoded = batch.column("nama_kim")
    texts = list(encoded.texts)
    for code in np.flatnonzero(encoded.suspects).tolist():
        texts[code] = without_on_behalf(without_people(texts[code]))
    return ParsedColumn(texts, encoded.codes)
