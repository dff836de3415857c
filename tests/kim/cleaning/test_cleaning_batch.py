"""A whole batch: every row once, every planted fault found once and at its cell, nothing personal shown."""

import json
from datetime import UTC, date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kim.cleaning import clean
from kim.cleaning.catalogue import rules
from kim.cleaning.model import CONTACT, FINDING, RECORD, ROW, SUBMISSION
from kim.reading.model import CellError, CellValue, Column, IgnoredRow, Note, Table
from tests.kim.cleaning.cleaning_by_hand import GOOD, Cells, reading, received, said_of, table

NIK = "3515010101900001"


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
        "declared_kim_id": "KIM-1",
    }
    assert said.contact | {"record_id": ""} == {
        "record_id": "",
        "leader_name": "Ketua Contoh",
        "phone": "+6281234567890;+6281234567891",
        "email": "kim@contoh.id",
        "address": "Jalan Contoh 1",
    }


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


@pytest.mark.parametrize(("field", "value", "rule"), FAULTS)
def test_one_planted_fault_is_found_once_at_its_cell(field: str, value: CellValue | CellError, rule: str) -> None:
    said = said_of({}, {"nama_kim": "KIM Lain", field: value})

    (finding,) = [one for one in said.cleaned.findings.to_pylist() if one["row_number"]]
    at = list(dict.fromkeys([*GOOD, field])).index(field)
    assert (finding["rule"], finding["column_name"], finding["sheet"], finding["row_number"]) == (rule, field, "KIM", 6)
    assert finding["cell"] == f"{'BCDEFGH'[at]}6"
    assert NIK not in json.dumps(finding)
    outcome = "quarantined" if rules()[rule].severity == "error" else "accepted"
    assert said.cleaned.rows["outcome"].to_pylist() == ["accepted", outcome]


def test_all_faults_of_a_row_come_in_one_pass() -> None:
    changes: Cells = {
        "nama_kim": "FK KIM Madiun",
        "kabupaten_kota": "Kota Madium",
        "tanggal_berdiri": "besok",
        "nomor_hp": "12",
        "email": "x",
        "jumlah_anggota": "banyak",
        "status": "?!x",
    }

    assert [rule for _, rule in said_of(changes).rules] == [
        "name_federation",
        "regency_unknown",
        "date_invalid",
        "phone_invalid",
        "email_invalid",
        "count_invalid",
        "status_unknown",
    ]


def test_a_decree_that_contradicts_its_date_is_kept_and_flagged() -> None:
    said = said_of({"nomor_sk": "489/07/2014", "tanggal_sk": "01-02-2016"})

    assert said.rules == [("G5", "decree_year")]
    assert (said.record["decree_number"], said.record["decree_on"]) == ("489/07/2014", date(2016, 2, 1))


def test_dates_are_judged_by_the_day_in_jakarta_on_which_the_file_came() -> None:
    rows = [{**GOOD, "tanggal_berdiri": "02-05-2026", "masa_bakti": "01-01-2020 s/d 01-05-2026"}]
    late, early = datetime(2026, 5, 1, 17, 30, tzinfo=UTC), datetime(2026, 5, 1, 16, 30, tzinfo=UTC)

    of = {
        moment: clean([(received(at=moment), reading(table(rows)))]).findings["rule"].to_pylist()
        for moment in (late, early)
    }

    assert of == {late: ["term_lapsed"], early: ["date_future"]}


def test_a_duration_runs_from_the_decree() -> None:
    said = said_of({"tanggal_sk": "12-05-2024", "masa_bakti": "3 tahun"})

    assert (said.record["term_from"], said.record["term_to"]) == (date(2024, 5, 12), date(2027, 5, 11))


def test_a_repeat_is_said_on_the_later_row_alone() -> None:
    again: Cells = {"nama_kim": "Kelompok Informasi Masyarakat (KIM) ANYELIR"}
    other: Cells = {"nama_ketua": "Ketua Lain", "nomor_hp": "081200000002"}
    known: Cells = {"nama_ketua": "Ketua Contoh", "nomor_hp": "081200000001"}

    assert said_of({}, again).rules == [("B6", "row_repeated")]
    assert said_of({}, {"nama_kim": "KIM Melati"}).rules == []
    assert said_of(known, other).rules == []
    assert said_of(known, known).rules == [("B6", "row_repeated")]
    assert said_of({}, {"desa_kelurahan": "Pandean"}).rules == []


def test_what_a_file_says_of_its_place_fills_the_rows() -> None:
    bare: Cells = {"provinsi": None, "kabupaten_kota": None, "kecamatan": None, "desa_kelurahan": None}

    by_title = said_of(bare, titles=("DATA KIM KOTA MADIUN",))
    by_name = said_of(bare, name="35.77 Madiun/kim.xlsx")
    by_nothing = said_of(bare, {})

    for said, basis in ((by_title, "title"), (by_name, "path")):
        assert said.record["regency_code"] == "35.77"
        assert [rule for _, rule in said.rules] == ["province_filled", "regency_filled"]
        assert said.cleaned.submissions["office_code"].to_pylist() == ["35.77"]
        assert said.cleaned.submissions["office_basis"].to_pylist() == [basis]
    assert by_nothing.rules == [("C5", "place_missing")]


def test_a_column_that_is_not_there_is_said_once_a_sheet() -> None:
    rows: list[Cells] = [{"nama_kim": f"KIM {name}", "kecamatan": "Taman"} for name in ("Satu", "Dua", "Tiga")]
    cleaned = clean([(received(), reading(table(rows, titles=("KOTA MADIUN",))))])

    assert cleaned.findings.select(["rule", "row_number", "suggestion"]).to_pylist() == [
        {"rule": "province_filled", "row_number": None, "suggestion": "Jawa Timur"},
        {"rule": "regency_filled", "row_number": None, "suggestion": "Kota Madiun"},
    ]
    assert cleaned.records["district_code"].to_pylist() == ["35.77.03"] * 3


def test_the_office_is_where_nine_tenths_of_the_rows_are() -> None:
    def office(here: int, there: int) -> list[object]:
        rows = [{**GOOD, "nama_kim": f"KIM A{i}"} for i in range(here)]
        rows += [
            {
                **GOOD,
                "nama_kim": f"KIM B{i}",
                "kabupaten_kota": "Kota Blitar",
                "kecamatan": None,
                "desa_kelurahan": None,
            }
            for i in range(there)
        ]
        return clean([(received(), reading(table(rows)))]).submissions["office_code"].to_pylist()

    assert office(9, 1) == ["35.77"]
    assert office(8, 2) == ["35"]


def test_a_file_without_any_place_is_rejected() -> None:
    cleaned = clean([(received(), reading(table([{"nama_kim": "KIM Melati"}, {"nama_kim": None, "status": "x"}])))])

    assert cleaned.submissions["status"].to_pylist() == ["rejected"]
    assert cleaned.rows["outcome"].to_pylist() == ["quarantined", "quarantined"]
    assert cleaned.findings["rule"].to_pylist()[0] == "file_no_place"
    assert "place_missing" not in cleaned.findings["rule"].to_pylist()


def test_a_refused_file_is_rejected_with_its_note() -> None:
    note = Note("file_encrypted", value="xlsx")
    cleaned = clean([(received(), reading(refused=True, notes=(note,)))])

    assert cleaned.submissions.select(["status", "row_count"]).to_pylist() == [{"status": "rejected", "row_count": 0}]
    (finding,) = cleaned.findings.to_pylist()
    assert (finding["rule"], finding["severity"], finding["sheet"], finding["cell"]) == (
        "file_encrypted",
        "error",
        None,
        None,
    )
    assert "(xlsx)" in finding["message_id"]


def test_a_file_whose_every_row_is_quarantined_is_partly_accepted() -> None:
    counts = said_of({"nama_kim": None}).cleaned.submissions.select(["status", "accepted_count"]).to_pylist()

    assert counts == [{"status": "partly_accepted", "accepted_count": 0}]
    assert said_of({}).cleaned.submissions["status"].to_pylist() == ["accepted"]


def test_ignored_rows_give_their_reason_alone_and_keep_their_place() -> None:
    made = reading(table([GOOD, {**GOOD, "nama_kim": "KIM Lain"}]), ignored=(IgnoredRow("KIM", 7, "total"),))
    cleaned = clean([(received(), made)])

    assert cleaned.rows.select(["row_number", "outcome", "reason"]).to_pylist()[-1] == {
        "row_number": 7,
        "outcome": "ignored",
        "reason": "total",
    }
    assert cleaned.rows["cells"].to_pylist()[-1] == '{"reason":"total"}'
    assert cleaned.submissions.select(["row_count", "ignored_count"]).to_pylist() == [
        {"row_count": 3, "ignored_count": 1}
    ]


def test_cells_are_kept_as_text_with_what_is_personal_masked() -> None:
    row: Cells = {
        **GOOD,
        "nama_ketua": "Ketua Contoh",
        "nomor_hp": 81234567890.0,
        "alamat": "Jalan Contoh 1",
        "jumlah_anggota": 25.0,
        "keterangan": "hubungi Ketua Contoh",
        "Seragam": "Budi 50%",
        "status": "aktif 081234567890",
        "tanggal_berdiri": datetime(2019, 5, 12),
    }
    cleaned = clean([(received(), reading(table([row])))])

    cells = json.loads(cleaned.rows["cells"][0].as_py())
    assert cells["nama_kim"] == "KIM Anyelir"
    assert cells["jumlah_anggota"] == "25"
    assert cells["tanggal_berdiri"] == "2019-05-12"
    masked = {"nama_ketua", "nomor_hp", "alamat", "keterangan", "Seragam", "status"}
    assert {name for name, text in cells.items() if text == "***"} == masked
    shown = json.dumps(cleaned.findings.to_pylist()) + json.dumps(cleaned.records.to_pylist(), default=str)
    for personal in ("81234567890", "Ketua Contoh", "Jalan Contoh", "Budi"):
        assert personal not in shown


def test_unknown_columns_are_named_once_and_a_numbering_is_none() -> None:
    made = table([{**GOOD, "Seragam": "biru", "Lambang": "x"}])
    numbering = Table(
        made.sheet,
        (Column(0, "No.", None, numbering=True), *made.columns),
        made.row_numbers,
        [[1.0], *made.values],
    )
    findings = clean([(received(), reading(numbering))]).findings

    assert findings.select(["rule", "column_name", "row_number"]).to_pylist() == [
        {"rule": "column_unknown", "column_name": "Seragam", "row_number": None},
        {"rule": "column_unknown", "column_name": "Lambang", "row_number": None},
    ]


def test_faults_in_unknown_columns_are_found_at_their_cell() -> None:
    rows: list[Cells] = [{**GOOD, "Lain": "x"}, {**GOOD, "nama_kim": "KIM B", "Lain": CellError("#REF!")}]
    rows.append({**GOOD, "nama_kim": "KIM C", "Lain": f"NIK {NIK}"})
    findings = clean([(received(), reading(table(rows)))]).findings

    assert findings.select(["cell", "rule", "value"]).to_pylist() == [
        {"cell": None, "rule": "column_unknown", "value": "Lain"},
        {"cell": "G6", "rule": "cell_error", "value": "#REF!"},
        {"cell": "G7", "rule": "nik_found", "value": "***"},
    ]


def test_codes_that_fit_only_bps_are_read_as_bps_and_said() -> None:
    rows: list[Cells] = [
        {
            "nama_kim": "KIM Satu",
            "provinsi": "Papua Selatan",
            "kabupaten_kota": "Kabupaten Merauke",
            "kode_wilayah": "95",
        },
        {"nama_kim": "KIM Dua", "provinsi": "Papua", "kabupaten_kota": "Kabupaten Jayapura", "kode_wilayah": "9403"},
    ]
    cleaned = clean([(received(), reading(table(rows)))])

    assert cleaned.findings["rule"].to_pylist() == ["code_bps"]
    assert cleaned.records["regency_code"].to_pylist() == ["93.01", "91.03"]
    one_kemendagri = [*rows, {**rows[0], "nama_kim": "KIM Tiga", "kode_wilayah": "93.01"}]
    assert "code_contradiction" in clean([(received(), reading(table(one_kemendagri)))]).findings["rule"].to_pylist()


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
    from schemas.border import guard

    batch = [(received(i + 1), reading(table(rows, sheet=f"S{i}"))) for i, rows in enumerate(files)]
    cleaned = clean(batch)
    guard(cleaned)

    assert cleaned.rows.num_rows == sum(len(rows) for rows in files)
    outcomes = cleaned.rows["outcome"].to_pylist()
    assert outcomes.count("accepted") == cleaned.records.num_rows == cleaned.contacts.num_rows
    for counted in cleaned.submissions.to_pylist():
        assert counted["row_count"] == counted["accepted_count"] + counted["quarantined_count"]
    assert clean(batch).findings == cleaned.findings
