"""Several processes prepare what one would: the same batches, in the same order, and none outlives its parent."""

from collections.abc import Mapping, Sequence
from pathlib import Path

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kim.cleaning.model import Cleaned
from kim.errors import KimError
from kim.progress import Silent
from kim.register.archive import Archive
from kim.register.receipts import Receipt, ReceiptBook
from kim.register.vault import Vault
from kim.running import preparing
from kim.running.inbox import receive
from kim.running.preparing import chunked, preparer_of, rows_guessed
from kim.settings import Settings


class Counted(Silent):
    """Counts steps."""

    def __init__(self) -> None:
        self.steps = 0

    def step(self, count: int = 1) -> None:
        """Count."""
        self.steps += count


def receipts_of(settings: Settings) -> list[Receipt]:
    from datetime import UTC, datetime

    home = settings.place
    receive(
        home,
        Archive(home, Vault(home)),
        received_at=datetime(2026, 3, 1, tzinfo=UTC),
        round_id="2026-1",
        progress=Silent(),
    )
    return ReceiptBook(home.receipts).all()


def tables_of(batches: Sequence[Cleaned]) -> dict[str, pa.Table]:
    names = ("submissions", "rows", "findings", "records", "contacts", "columns")
    return {
        name: pa.concat_tables([part for one in batches if (part := getattr(one, name)) is not None]).combine_chunks()
        for name in names
    }


@pytest.fixture
def many(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(preparing, "ROWS_WORTH_A_PROCESS", 1)
    monkeypatch.setattr(preparing, "rows_guessed", lambda _: 100)


@pytest.mark.usefixtures("many")
def test_two_processes_prepare_what_one_does(settings: Settings) -> None:
    receipts = receipts_of(settings)
    counted = Counted()
    one, two = (
        list(preparer_of(settings.model_copy(update={"workers": count, "batch_rows": 3}))(receipts, {}, counted))
        for count in (1, 2)
    )
    assert len(two) > 1
    assert tables_of(two) == tables_of(one)
    assert counted.steps == 2 * len(receipts)


@pytest.mark.usefixtures("many")
def test_a_fault_in_a_process_is_told_as_it_is(settings: Settings) -> None:
    receipts = receipts_of(settings)
    home = settings.place
    Archive(home, Vault(home)).path(receipts[0].sha256).unlink()
    with pytest.raises(KimError, match="is missing: restore it from a backup"):
        list(preparer_of(settings.model_copy(update={"workers": 2}))(receipts, {}, Silent()))


def receipt(sequence: int, byte_count: int, name: str) -> Receipt:
    return Receipt.model_validate(
        {
            "sequence": sequence,
            "sha256": f"{sequence:064x}",
            "file_name": name,
            "received_at": "2026-03-01T00:00:00+00:00",
            "round_id": "2026-1",
            "office_code": None,
            "byte_count": byte_count,
            "duplicate_of": None,
        }
    )


@given(
    st.lists(st.tuples(st.integers(0, 100_000), st.sampled_from(["a.xlsx", "b.csv", "c.xls", "d.ods"])), max_size=30),
    st.integers(1, 500),
)
def test_chunks_hold_every_receipt_once_in_order(files: list[tuple[int, str]], rows: int) -> None:
    receipts = [receipt(at + 1, size, name) for at, (size, name) in enumerate(files)]
    near: Mapping[int, Path] = {one.sequence: Path(one.file_name) for one in receipts[::2]}
    chunks = chunked(receipts, near, rows)
    assert [one for chunk in chunks for one in chunk.receipts] == receipts
    assert {key: path for chunk in chunks for key, path in chunk.at_hand.items()} == near
    for chunk in chunks:
        assert len(chunk.receipts) == 1 or sum(map(rows_guessed, chunk.receipts)) <= rows
