"""A line once written stays; what a crash tore off is cut; what was tampered with is named."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kim.errors import KimError
from kim.register.ids import GivenId, IdBook
from kim.register.receipts import Receipt, ReceiptBook

START = datetime(2025, 1, 2, tzinfo=UTC)


def _receipt(sequence: int, name: str = "35.15/rekaan.csv") -> Receipt:
    return Receipt(
        sequence=sequence,
        sha256=f"{sequence:064x}",
        file_name=name,
        received_at=START + timedelta(days=sequence),
        round_id="2025-1",
        byte_count=1,
    )


def _given(number: int) -> GivenId:
    return GivenId(kim_id=f"K{number}", record_id=f"r{number}", sequence=1, sheet="Sheet1", row_number=number)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=60)
@given(st.lists(st.lists(st.text(max_size=30), min_size=1, max_size=4), max_size=5), st.data())
def test_a_crash_at_any_byte_loses_nothing_acknowledged(
    tmp_path_factory: pytest.TempPathFactory, batches: list[list[str]], data: st.DataObject
) -> None:
    path = tmp_path_factory.mktemp("book") / "receipts.jsonl"
    book = ReceiptBook(path)
    for names in batches:
        first = book.next_sequence()
        book.append([_receipt(first + i, name) for i, name in enumerate(names)])
    kept = book.all()
    acknowledged = path.stat().st_size if path.exists() else 0
    path.parent.mkdir(exist_ok=True)
    torn = (_receipt(len(kept) + 1).model_dump_json(exclude_none=True) + "\n").encode()
    with path.open("ab") as file:
        file.write(torn[: data.draw(st.integers(0, len(torn)))])
    survived = book.all()
    assert survived[: len(kept)] == kept
    assert len(survived) - len(kept) in (0, 1)
    book.append([_receipt(book.next_sequence(), "later")])
    assert book.all() == [*survived, _receipt(len(survived) + 1, "later")]
    assert path.stat().st_size > acknowledged


def test_the_reader_of_an_empty_home_sees_no_lines(tmp_path: Path) -> None:
    book = ReceiptBook(tmp_path / "none.jsonl")
    assert book.all() == []
    assert book.next_sequence() == 1


def test_until_leaves_out_what_came_later(tmp_path: Path) -> None:
    book = ReceiptBook(tmp_path / "r.jsonl")
    book.append([_receipt(1), _receipt(2), _receipt(3)])
    assert [line.sequence for line in book.all(START + timedelta(days=2))] == [1, 2]


def test_a_damaged_line_in_the_middle_is_named(tmp_path: Path) -> None:
    path = tmp_path / "r.jsonl"
    book = ReceiptBook(path)
    book.append([_receipt(1), _receipt(2), _receipt(3)])
    rows = path.read_bytes().splitlines(keepends=True)
    path.write_bytes(rows[0] + b'{"sequence": "Rahasia Rekaan"}\n' + rows[2])
    with pytest.raises(KimError, match=r"r.jsonl, line 2 is not a valid entry.*restore it") as told:
        book.all()
    assert "Rahasia" not in str(told.value)


def test_a_gap_is_found_and_never_made(tmp_path: Path) -> None:
    path = tmp_path / "r.jsonl"
    book = ReceiptBook(path)
    book.append([_receipt(1), _receipt(2), _receipt(3)])
    with pytest.raises(KimError, match="receipt 5 does not follow: 4 is next"):
        book.append([_receipt(5)])
    rows = path.read_bytes().splitlines(keepends=True)
    path.write_bytes(rows[0] + rows[2])
    with pytest.raises(KimError, match="line 2 has sequence 3 where 2 follows"):
        book.all()


def test_a_full_disk_leaves_the_book_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "r.jsonl"
    book = ReceiptBook(path)
    book.append([_receipt(1)])
    before = path.read_bytes()

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("kim.register.book.os.fsync", full)
    with pytest.raises(KimError, match="the disk is full"):
        book.append([_receipt(2)])
    monkeypatch.undo()
    assert path.read_bytes() == before


def test_long_lines_are_found_at_the_end(tmp_path: Path) -> None:
    book = ReceiptBook(tmp_path / "r.jsonl")
    book.append([_receipt(1, "x" * 200_000), _receipt(2, "y" * 200_000)])
    assert book.next_sequence() == 3


def test_ids_come_as_lines_and_as_a_table(tmp_path: Path) -> None:
    book = IdBook(tmp_path / "ids.jsonl")
    assert len(book.table()) == 0
    book.append([_given(1), _given(2)])
    with book.path.open("ab") as file:
        file.write(b'{"kim_id": "K3", "rec')
    assert book.table().to_pylist() == [line.model_dump() for line in book.all()]
    book.append([_given(3)])
    assert book.table()["kim_id"].to_pylist() == ["K1", "K2", "K3"]
    book.append([_given(3)])
    for read in (book.all, book.table):
        with pytest.raises(KimError, match="gives the id K3 a second time"):
            read()


def test_ids_given_by_the_million_are_written_as_others_are(tmp_path: Path) -> None:
    one, many = IdBook(tmp_path / "one.jsonl"), IdBook(tmp_path / "many.jsonl")
    rows = [("K1", "r1", 1, "Lembar “é”", 2), ("K2", "r2", 1, "", 3)]
    one.append([GivenId(**dict(zip(GivenId.model_fields, row, strict=True))) for row in rows])
    many.give(rows)
    assert many.path.read_bytes() == one.path.read_bytes()
