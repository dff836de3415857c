"""A whole batch: a row becomes a record and a contact, every row once, files by themselves."""

from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from kim.cleaning import clean
from kim.cleaning.model import CONTACT, FINDING, RECORD, ROW, SUBMISSION
from kim.reading.model import CellError, CellValue, Note
from tests.kim.cleaning.cleaning_by_hand import FAULTS, GOOD, reading, received, said_of, table


def test_a_clean_row_becomes_a_record_without_a_word() -> None:
    said = said_of(
        {
            "tanggal_berdiri": "17-08-2019",
            "nomor_sk": "489/07/2019",
            "tanggal_sk": date(2019, 9, 1),
            "masa_bakti": "2024-2029",
            "nama_ketua": "Ketua Contoh",
            "nomor_hp": "081234567890",
            "email": "kim@contoh.id",
            "alamat": "Jalan Contoh 1",
            "jumlah_anggota": 25.0,
            "jenis_komunitas": "umkm",
            "status": "Aktif",
            "situs_web": "https://anyelir.kim.id/",
            "domain_diajukan": "anyelir",
            "instagram": "@kimanyelir",
            "whatsapp": "081234567891",
            "nomor_id_kim": "357703100601",
            "id_kim": "KIM-1",
        }
    )

    assert said.rules == []
    assert said.record | {"record_id": "", "submission_id": ""} == {
        "record_id": "",
        "submission_id": "",
        "sequence": 1,
        "sheet": "KIM",
        "row_number": 5,
        "name": "KIM Anyelir",
        "name_typed": "KIM Anyelir",
        "name_key": "anyelir",
        "level": "village",
        "province_code": "35",
        "regency_code": "35.77",
        "district_code": "35.77.03",
        "village_code": "35.77.03.1006",
        "founded_on": date(2019, 8, 17),
        "founded_precision": "day",
        "decree_number": "489/07/2019",
        "decree_on": date(2019, 9, 1),
        "term_from": date(2024, 1, 1),
        "term_to": date(2029, 12, 31),
        "member_count": 25,
        "community_type": "umkm",
        "status": "aktif",
        "website": "anyelir.kim.id",
        "domain_label": "anyelir",
        "channels": '{"instagram":"kimanyelir","whatsapp":"***"}',
        "site_number": "357703100601",
        "partners": None,
        "declared_kim_id": "KIM-1",
    }
    assert said.contact | {"record_id": ""} == {
        "record_id": "",
        "leader_name": "Ketua Contoh",
        "phone": "+6281234567890;+6281234567891",
        "email": "kim@contoh.id",
        "address": "Jalan Contoh 1",
    }


def test_tables_side_by_side_have_records_of_their_own() -> None:
    left, right = table([GOOD]), table([{**GOOD, "nama_kim": "KIM Melati"}], part=1)
    ids = clean([(received(), reading(left, right))]).records["record_id"].to_pylist()

    assert len(set(ids)) == 2


def test_files_of_a_batch_do_not_mix() -> None:
    batch = [
        (received(1, "35.77/a.xlsx"), reading(table([{"nama_kim": "KIM Satu", "kabupaten_kota": None}]))),
        (received(2, "b.xlsx"), reading(refused=True, notes=(Note("file_empty"),))),
        (received(3, "33.18/c.xlsx"), reading(table([{"kabupaten_kota": None, "nama_kim": "KIM Satu"}]))),
    ]
    together = clean(batch)
    apart = [clean([one]) for one in batch]

    for name in ("submissions", "rows", "findings", "records", "contacts"):
        parts = [row for one in apart for row in getattr(one, name).to_pylist()]
        assert getattr(together, name).to_pylist() == parts
    assert together.records["regency_code"].to_pylist() == ["35.77", "33.18"]


def test_an_empty_batch_has_the_same_shape() -> None:
    cleaned = clean([])

    assert [
        t.schema for t in (cleaned.submissions, cleaned.rows, cleaned.findings, cleaned.records, cleaned.contacts)
    ] == [
        SUBMISSION,
        ROW,
        FINDING,
        RECORD,
        CONTACT,
    ]


CELL = st.none() | st.text(max_size=12) | st.floats() | st.booleans() | st.dates() | st.just(CellError("#REF!"))


ROWS = st.lists(
    st.fixed_dictionaries(
        {field: CELL for field, _, _ in FAULTS}
        | {"lain": CELL, "nama_kim": CELL | st.sampled_from(["KIM A", "KIM B"])},
    ),
    max_size=4,
)


@settings(max_examples=20, deadline=None)
@given(st.lists(ROWS, max_size=3))
def test_rows_in_are_rows_out_whatever_the_cells(files: list[list[dict[str, CellValue | CellError]]]) -> None:
    from kim.warehouse.border import guard

    batch = [(received(i + 1), reading(table(rows, sheet=f"S{i}"))) for i, rows in enumerate(files)]
    cleaned = clean(batch)
    guard(cleaned)

    assert cleaned.rows.num_rows == sum(len(rows) for rows in files)
    outcomes = cleaned.rows["outcome"].to_pylist()
    assert outcomes.count("accepted") == cleaned.records.num_rows == cleaned.contacts.num_rows
    for counted in cleaned.submissions.to_pylist():
        assert counted["row_count"] == counted["accepted_count"] + counted["quarantined_count"]
    assert clean(batch).findings == cleaned.findings


def test_a_place_cell_may_hold_its_code_and_a_hamlet() -> None:
    coded = {"kabupaten_kota": "35.77 - Kota Madiun", "desa_kelurahan": "35.77.03.1006 Kejuron RT 02/RW 01"}
    said = said_of(coded)
    assert said.record["village_code"] == "35.77.03.1006"
    assert said.rules == [("D5", "regency_corrected")]


def test_a_code_in_a_place_cell_that_speaks_against_the_name_is_said_there() -> None:
    said = said_of({"kabupaten_kota": "35.07 - Kota Madiun"})
    assert said.record["regency_code"] == "35.77"
    assert ("D5", "code_contradiction") in said.rules
