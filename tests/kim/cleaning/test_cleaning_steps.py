"""Every fault is found once and at its cell, all of a row in one pass."""

import json
from datetime import UTC, date, datetime

import pytest

from kim.cleaning import Cleaned, clean
from kim.cleaning.catalogue import rules
from kim.cleaning.steps import Files, isolating_faults
from kim.errors import KimError
from kim.reading.model import CellError, CellValue
from tests.kim.cleaning.cleaning_by_hand import FAULTS, GOOD, NIK, Cells, reading, received, said_of, table


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


def test_no_table_shows_in_whose_name_a_thing_is_given_or_which_person_is_a_partner() -> None:
    said = said_of({"nama_kim": "KIM Melati a.n. Rekaan Sari", "kemitraan": "PT Contoh; Bapak Rekaan Sari"})

    assert "Rekaan" not in str(said.cleaned.rows.to_pylist())
    assert "Rekaan" not in str(said.cleaned.records.to_pylist())
    assert "Rekaan" not in str(said.cleaned.findings.to_pylist())
    assert said.record["partners"] == "PT Contoh"


def test_a_regency_is_settled_by_its_code_alone() -> None:
    bare: Cells = {"provinsi": None, "kabupaten_kota": None, "kecamatan": None, "desa_kelurahan": None}

    said = said_of({**bare, "kode_wilayah": "35.77"})

    assert (said.record["level"], said.record["regency_code"], said.record["district_code"]) == (
        "regency",
        "35.77",
        None,
    )


def test_what_a_file_says_of_its_place_fills_the_rows() -> None:
    bare: Cells = {"provinsi": None, "kabupaten_kota": None, "kecamatan": None, "desa_kelurahan": None}

    by_title = said_of(bare, titles=("DATA KIM KOTA MADIUN",))
    by_name = said_of(bare, name="35.77 Madiun/kim.xlsx")
    by_nothing = said_of(bare, {})

    for said, source in ((by_title, "title"), (by_name, "folder")):
        assert said.record["regency_code"] == "35.77"
        assert [rule for _, rule in said.rules] == ["province_filled", "regency_filled"]
        assert said.cleaned.submissions["office_code"].to_pylist() == ["35.77"]
        assert said.cleaned.submissions["office_source"].to_pylist() == [source]
    assert by_nothing.rules == [("C5", "place_missing")]


def test_a_column_that_is_not_there_is_said_once_a_sheet() -> None:
    rows: list[Cells] = [{"nama_kim": f"KIM {name}", "kecamatan": "Taman"} for name in ("Satu", "Dua", "Tiga")]
    cleaned = clean([(received(), reading(table(rows, titles=("KOTA MADIUN",))))])

    assert cleaned.findings.select(["rule", "row_number", "suggestion"]).to_pylist() == [
        {"rule": "province_filled", "row_number": None, "suggestion": "Jawa Timur"},
        {"rule": "regency_filled", "row_number": None, "suggestion": "Kota Madiun"},
    ]
    assert cleaned.records["district_code"].to_pylist() == ["35.77.03"] * 3


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


def test_rows_outside_the_senders_region_are_told_once_a_file() -> None:
    away = {"kabupaten_kota": "Kota Surabaya", "kecamatan": None, "desa_kelurahan": None}
    rows = [{**GOOD, "nama_kim": f"KIM Contoh {at}", **(away if at < 3 else {})} for at in range(6)]

    def told(name: str) -> list[tuple[object, object]]:
        found = clean([(received(name=name), reading(table(rows), name=name))]).findings.to_pylist()
        return [(one["value"], one["suggestion"]) for one in found if one["rule"] == "rows_other_region"]

    assert told("35.77 Kota Madiun/data.xlsx") == [("3", "Kota Surabaya")]
    assert told("35 Jawa Timur/data.xlsx") == []
    assert told("33 Jawa Tengah/data.xlsx") == [("6", "Jawa Timur")]
    assert told("data.xlsx") == []


def failing(batch: Files) -> Cleaned:
    if any(one.file_name == "b.xlsx" and not read.refused for one, read in batch):
        raise RecursionError("KIM Anyelir")
    return clean(batch)


def test_the_file_at_fault_is_refused_and_the_others_stand() -> None:
    batch = [(received(number, f"{name}.xlsx"), reading(table([GOOD]))) for number, name in enumerate("abc", 1)]
    made = isolating_faults(failing, batch)
    assert made.submissions["status"].to_pylist() == ["accepted", "rejected", "accepted"]
    (finding,) = made.findings.to_pylist()
    assert (finding["rule"], finding["submission_id"]) == ("file_not_judged", batch[1][0].submission_id)
    assert finding["value"].startswith("RecursionError at kim/")
    assert "Anyelir" not in str(finding)
    assert isolating_faults(clean, batch).records == clean(batch).records


@pytest.mark.parametrize("fault", [KimError("the schemas disagree"), MemoryError(), OSError(28, "full")])
def test_what_is_no_files_fault_passes_on(fault: Exception) -> None:
    def work(_: Files) -> None:
        raise fault

    with pytest.raises(type(fault)):
        isolating_faults(work, [(received(), reading(table([GOOD])))])
