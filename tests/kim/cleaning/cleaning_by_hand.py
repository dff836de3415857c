"""Readings made by hand, so that cleaning is tested without a file."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from kim.cleaning import Cleaned, Received, clean
from kim.reading.model import CellError, CellValue, Column, IgnoredRow, Note, Reading, Table
from kim.reference.wordlists import read

Cells = Mapping[str, CellValue | CellError]
FIELDS = frozenset(line["field"] for line in read("header_aliases"))
GOOD: Cells = {
    "nama_kim": "KIM Anyelir",
    "provinsi": "Jawa Timur",
    "kabupaten_kota": "Kota Madiun",
    "kecamatan": "Taman",
    "desa_kelurahan": "Kejuron",
}


def table(
    rows: Sequence[Cells], *, sheet: str = "KIM", titles: tuple[str, ...] = (), first_row: int = 5, part: int = 0
) -> Table:
    """A table whose headers are the canonical names, or unknown ones; column A holds a numbering."""
    names = list(dict.fromkeys(name for row in rows for name in row))
    columns = [Column(i + 1, name, name if name in FIELDS else None) for i, name in enumerate(names)]
    values = [[row.get(name) for row in rows] for name in names]
    numbers = list(range(first_row, first_row + len(rows)))
    return Table(sheet, tuple(columns), numbers, values, titles, part)


def reading(
    *tables: Table,
    name: str = "data.xlsx",
    ignored: tuple[IgnoredRow, ...] = (),
    notes: tuple[Note, ...] = (),
    refused: bool = False,
) -> Reading:
    return Reading(name, "xlsx", tables, ignored, notes, refused)


def received(number: int = 1, name: str = "data.xlsx", at: datetime | None = None) -> Received:
    moment = at or datetime(2026, 5, 1, 3, tzinfo=UTC)
    return Received(f"s{number:016x}", number, f"{number:064x}", name, moment, "2026-1", 1000)


@dataclass(frozen=True)
class Said:
    """Findings without what does not matter here: (cell, rule), and the batch."""

    cleaned: Cleaned

    @property
    def rules(self) -> list[tuple[str | None, str]]:
        findings = self.cleaned.findings.to_pylist()
        return [(one["cell"], one["rule"]) for one in findings]

    @property
    def record(self) -> dict[str, object]:
        (only,) = self.cleaned.records.to_pylist()
        return dict(only)

    @property
    def contact(self) -> dict[str, object]:
        (only,) = self.cleaned.contacts.to_pylist()
        return dict(only)


def said_of(*changes: Cells, name: str = "data.xlsx", titles: tuple[str, ...] = ()) -> Said:
    """Clean one file of one sheet, each row the good one with the cells given."""
    rows = [{**GOOD, **change} for change in changes]
    return Said(clean([(received(name=name), reading(table(rows, titles=titles), name=name))]))


NIK = "3515010101900001"

FAULTS: list[tuple[str, CellValue | CellError, str]] = [
    ("nama_kim", None, "name_missing"),
    ("nama_kim", CellError("#REF!"), "name_missing"),
    ("nama_kim", "FK KIM Madiun", "name_federation"),
    ("nama_kim", "KIM &quot;Mawar&quot;", "name_repaired"),
    ("nama_kim", f"KIM Anyelir {NIK}", "nik_found"),
    ("provinsi", "Jawa Tenggara", "province_unknown"),
    ("provinsi", "Jatim", "province_corrected"),
    ("provinsi", None, "province_filled"),
    ("kabupaten_kota", "Kota Madium", "regency_unknown"),
    ("kabupaten_kota", "kota madiun", "regency_corrected"),
    ("kabupaten_kota", "Madiun", "regency_settled"),
    ("kabupaten_kota", "Kabupaten Pati", "region_contradiction"),
    ("kabupaten_kota", None, "regency_filled"),
    ("kecamatan", "Tamaan", "district_unknown"),
    ("desa_kelurahan", "Kejuronn", "village_unknown"),
    ("desa_kelurahan", CellError("#N/A"), "cell_error"),
    ("kode_wilayah", "99.99", "code_unknown"),
    ("kode_wilayah", "35.07", "code_contradiction"),
    ("tanggal_berdiri", "31/02/2019", "date_invalid"),
    ("tanggal_berdiri", "01-06-2026", "date_future"),
    ("tanggal_berdiri", "08/17/2019", "date_swapped"),
    ("tanggal_berdiri", "12-15 Maret 2019", "date_range"),
    ("tanggal_sk", 2050, "date_future"),
    ("masa_bakti", "2028-2023", "term_invalid"),
    ("masa_bakti", "2015-2018", "term_lapsed"),
    ("nomor_hp", "0812", "phone_invalid"),
    ("nomor_hp", 81234567890.0, "phone_zero"),
    ("nomor_hp", NIK, "nik_found"),
    ("nomor_hp", CellError("#VALUE!"), "cell_error"),
    ("email", "kim@contoh", "email_invalid"),
    ("jumlah_anggota", "30-40", "count_invalid"),
    ("jumlah_anggota", "±30", "count_approximate"),
    ("jenis_komunitas", "paguyuban seni", "type_unknown"),
    ("status", "menunggu", "status_unknown"),
    ("situs_web", "kim contoh id", "site_invalid"),
    ("situs_web", "facebook.com/kimanyelir", "channel_moved"),
    ("instagram", "facebook.com/kimanyelir", "channel_moved"),
    ("nomor_id_kim", "12345", "site_number_invalid"),
    ("keterangan", f"NIK ketua {NIK}", "nik_found"),
    ("alamat", f"Jalan Contoh 1, {NIK}", "nik_found"),
    ("nama_ketua", f"Ketua Contoh / {NIK}", "nik_found"),
]
