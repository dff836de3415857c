"""Pairs compared on Spark give the same register, and nothing personal goes there."""

import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from kim.errors import UsageError
from kim.matching import spark
from kim.matching.script import text
from tests.kim.matching.matching_register import Register

Make = Callable[[str], Register]
VILLAGES = ("35.15.01.2001", "35.15.01.2002", "35.15.02.2001")
TABLES = (
    "matching.edge",
    "matching.given_id",
    "registry.membership",
    "registry.kim",
    "registry.kim_history",
    "registry.review_pair",
)
PERSONAL = (b"81200000001", b"rekaan@contoh.id", b"Rekaan", b"rekaan")


def fill(register: Register) -> Register:
    names = ("Melati", "Melatti", "Anggrek Jaya", "Mawar I", "Mawar II", "PKK Tarik")
    for day, prefix in enumerate(("KIM", "Kelompok Informasi Masyarakat", "KIM")):
        rows = [
            {
                "name": f"KIM {name}",
                "name_typed": f"{prefix} {name}",
                "village_code": village,
                "phone": f"+628120000000{number}",
                "email": "rekaan@contoh.id" if number % 2 else None,
                "leader_name": f"Rekaan {name}",
                "channels": '{"instagram":"kim.melati"}' if number == 1 else None,
                "decree_number": f"188/{number}/2024",
            }
            for village in VILLAGES[: day + 1]
            for number, name in enumerate(names, start=day)
        ]
        register.receive(f"file{day}", rows)
        register.resolve()
        register.tomorrow()
    return register


def state(register: Register) -> dict[str, list[tuple[Any, ...]]]:
    return {table: register.rows(f"select * from {table} order by all") for table in TABLES}


@pytest.fixture
def on_spark(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    share = tmp_path / "share"
    share.mkdir()
    monkeypatch.setenv("KIM_MATCHING_ENGINE", "spark")
    monkeypatch.setenv("KIM_SHARE", str(share))
    monkeypatch.setenv("KIM_SPARK_MASTER", "local[2]")
    return share


@pytest.fixture
def expected(new_register: Make) -> dict[str, list[tuple[Any, ...]]]:
    return state(fill(new_register("duckdb")))


@pytest.mark.soak
def test_spark_gives_the_same_register(
    expected: dict[str, list[tuple[Any, ...]]], new_register: Make, on_spark: Path
) -> None:
    pytest.importorskip("pyspark", reason="the extra `spark` is not installed")
    assert state(fill(new_register("spark"))) == expected
    assert not list(on_spark.iterdir())


def test_spark_is_given_the_select_of_a_step_without_its_head() -> None:
    assert spark._query("27_candidate").startswith("select distinct l.ordinal as ordinal_l")


class Stand:
    """In Spark's place: the same statements on what lies in the share, by one more DuckDB."""

    def __init__(self) -> None:
        self.lying: list[bytes] = []

    def compare(self, _engine: spark.OnSpark, conn: duckdb.DuckDBPyConnection, url: str) -> int:
        self.lying += [path.read_bytes() for path in Path(url).rglob("*.parquet")]
        with duckdb.connect() as other:
            for name in ("open_block", "side"):
                other.execute(f"create view {name} as from '{url}/{name}.parquet'")
                self.lying.append(repr(other.execute(f"from {name}").fetchall()).encode())
            other.execute(text("27_candidate"))
            other.execute(text("28_pair"))
            paired = other.sql("from paired").to_arrow_table()
        made = list(spark._comparing(conn)(self._batches(paired)))
        folder = Path(url) / "levelled"
        folder.mkdir()
        for number, batch in enumerate(made):
            pq.write_table(pa.Table.from_batches([batch]), folder / f"{number}.parquet")
        return len(paired)

    def _batches(self, table: pa.Table) -> Iterator[pa.RecordBatch]:
        yield from table.to_batches(max_chunksize=7)


def test_what_goes_out_is_enough_and_nothing_personal(
    expected: dict[str, list[tuple[Any, ...]]],
    new_register: Make,
    on_spark: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    stand = Stand()
    monkeypatch.setattr(spark.OnSpark, "_compare", lambda *given: stand.compare(*given))
    assert state(fill(new_register("spark"))) == expected
    assert not list(on_spark.iterdir())
    assert stand.lying
    assert not [word for word in PERSONAL for content in stand.lying if word in content]


@pytest.mark.usefixtures("on_spark")
def test_blocks_go_out_under_numbers_that_tell_nothing(register: Register, monkeypatch: pytest.MonkeyPatch) -> None:
    numbers: set[int] = set()

    def looked(_engine: spark.OnSpark, _conn: duckdb.DuckDBPyConnection, url: str) -> int:
        numbers.update(map(int, pq.read_table(f"{url}/open_block.parquet")["block"].to_numpy()))
        return 0

    monkeypatch.setattr(spark.OnSpark, "_compare", looked)
    monkeypatch.setattr(spark, "_take", lambda *_: None)
    register.receive("a", [{"name": f"KIM {n}", "village_code": VILLAGES[0], "phone": "+628120000001"} for n in "AB"])
    register.resolve()
    assert numbers == set(range(1, len(numbers) + 1))


def test_what_is_missing_is_told(register: Register, on_spark: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    register.receive("a", [{"name": f"KIM {n}", "village_code": VILLAGES[0], "phone": "+628120000001"} for n in "AB"])
    with monkeypatch.context() as patch:
        patch.delenv("KIM_SHARE")
        with pytest.raises(UsageError, match="KIM_SHARE is not set"):
            register.resolve()
    with monkeypatch.context() as patch:
        patch.setitem(sys.modules, "pyspark.sql", None)
        with pytest.raises(UsageError, match=r"pip install 'kim-register\[spark\]'"):
            register.resolve()
    assert not list(on_spark.iterdir())
    monkeypatch.setenv("KIM_MATCHING_ENGINE", "duckdb")
    assert register.resolve().communities == 2, "what was broken off is done anew"
