"""A batch's files: whose they are, what becomes of them, and every row of theirs once."""

from kim.cleaning import clean
from kim.reading.model import IgnoredRow, Note
from tests.kim.cleaning.cleaning_by_hand import GOOD, reading, received, said_of, table


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
