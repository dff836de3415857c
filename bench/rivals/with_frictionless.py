"""`frictionless validate` by its Python interface: a Table Schema, and one check for what that cannot say: `… FILE`."""

import re
import sys
from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any, ClassVar

import attrs
from frictionless import Check, Checklist, Error, Resource, Row, Schema, errors, system

from bench.plants import FIELDS
from bench.rivals import rules

Kinds = list[type[Error]]

KNOWN = rules.lists()
TODAY: date = datetime.now(UTC).date()
NIK = re.compile(rules.NIK)
FEDERATION = re.compile(rules.FEDERATION)
DECREE_YEAR = re.compile(rules.DECREE_YEAR)


def schema() -> Schema:
    """Types and constraints."""
    fields: list[dict[str, Any]] = []
    for name in FIELDS:
        constraints: dict[str, Any] = {"required": name in rules.REQUIRED}
        if pattern := rules.PATTERNS.get(name):
            constraints["pattern"] = pattern
        fields.append({"name": name, "type": "string", "constraints": constraints})
        if name in rules.DATES:
            fields[-1] |= {
                "type": "date",
                "format": rules.DATE_FORMAT,
                "constraints": {"maximum": TODAY.strftime(rules.DATE_FORMAT)},
            }
    listed = {
        "provinsi": KNOWN.provinces,
        "kabupaten_kota": KNOWN.regencies,
        "jenis_komunitas": KNOWN.types,
        "status": KNOWN.statuses,
    }
    for field in fields:
        if field["name"] in listed:
            field["constraints"]["enum"] = sorted(listed[field["name"]])
    return Schema.from_descriptor({"fields": fields})


@attrs.define(kw_only=True, repr=False)
class Rules(Check):
    """What concerns several cells, or needs a library."""

    type = "kim-rules"
    Errors: ClassVar[Kinds] = [errors.RowConstraintError]
    seen: set[tuple[Any, ...]] = attrs.field(factory=set)

    def validate_row(self, row: Row) -> Iterator[Error]:
        """One error for each rule that the row breaks."""
        for note in (*_places(row), *_cells(row), *self._repeats(row)):
            yield errors.RowConstraintError.from_row(row, note=note)

    def _repeats(self, row: Row) -> Iterator[str]:
        key = tuple(row[name] for name in ("nama_kim", "provinsi", "kabupaten_kota", "kecamatan", "desa_kelurahan"))
        if key[0] and key in self.seen:
            yield "repeated"
        self.seen.add(key)


def _places(row: Row) -> Iterator[str]:
    regency, district, village = row["kabupaten_kota"], row["kecamatan"], row["desa_kelurahan"]
    if f"{row['provinsi']}|{regency}" not in KNOWN.regency_in_province:
        yield "regency in province"
    if district and f"{regency}|{district}" not in KNOWN.district_in_regency:
        yield "district in regency"
    if village and district and f"{regency}|{district}|{village}" not in KNOWN.village_in_district:
        yield "village in district"
    if village and not district and f"{regency}|{village}" not in KNOWN.village_once_in_regency:
        yield "village alone"
    if row["kode_wilayah"] and KNOWN.codes.get(row["kode_wilayah"]) != regency:
        yield "code"


def _cells(row: Row) -> Iterator[str]:
    if row["nama_kim"] and FEDERATION.search(row["nama_kim"]):
        yield "federation"
    year, decreed = DECREE_YEAR.search(row["nomor_sk"] or ""), row["tanggal_sk"]
    if year and decreed and int(year[1]) != decreed.year:
        yield "decree year"
    first, _, last = (row["masa_bakti"] or "").partition("-")
    if first.isdigit() and last.isdigit() and not (first < last and int(last) >= TODAY.year):
        yield "term"
    if row["nomor_hp"] and not rules.valid_phone(row["nomor_hp"]):
        yield "phone"
    if any(cell.__class__ is str and NIK.search(cell) for cell in map(row.__getitem__, FIELDS)):
        yield "number of a person"


def main(path: str) -> None:
    """Validate, and print how many rows are at fault."""
    with system.use_context(trusted=True):
        resource = Resource(path=path, schema=schema())
        report = resource.validate(Checklist(checks=[Rules()]), limit_errors=10_000_000)
    print(len({at for (at,) in report.flatten(["rowNumber"])}))


if __name__ == "__main__":
    main(*sys.argv[1:])
