"""A warehouse with reference data and views, and a register to fill in it."""

from collections.abc import Callable, Iterator
from pathlib import Path

import duckdb
import pytest

from kim.warehouse import prepare
from tests.kim.publishing.filled_register import House, Register


@pytest.fixture(scope="session")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty warehouse with reference data and views, to be copied."""
    path = tmp_path_factory.mktemp("warehouse") / "empty.duckdb"
    with duckdb.connect(str(path)) as conn:
        prepare(conn)
    return path


@pytest.fixture
def register(shared: duckdb.DuckDBPyConnection) -> Iterator[Register]:
    """An empty register; what a test puts in is taken out after it."""
    shared.execute("begin")
    yield Register(shared)
    shared.execute("rollback")


@pytest.fixture
def house(prepared: Path, tmp_path: Path) -> House:
    """A home with an empty register, to fill and to publish from by turns."""
    return House(tmp_path / "home", prepared)


@pytest.fixture(scope="session")
def shared(tmp_path_factory: pytest.TempPathFactory, prepared: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """One connection for tests that fill and roll back."""
    path = tmp_path_factory.mktemp("shared") / "kim.duckdb"
    path.write_bytes(prepared.read_bytes())
    with duckdb.connect(str(path)) as conn:
        yield conn


@pytest.fixture
def sum_of_listing() -> Callable[[duckdb.DuckDBPyConnection, str], int]:
    """What a bridge line's `listing_sql` adds up to: its amounts, else its rows."""

    def added(conn: duckdb.DuckDBPyConnection, sql: str) -> int:
        cursor = conn.execute(sql)
        names = [column[0] for column in cursor.description or []]
        rows = cursor.fetchall()
        return sum(row[names.index("amount")] for row in rows) if "amount" in names else len(rows)

    return added


@pytest.fixture
def no_workbook(monkeypatch: pytest.MonkeyPatch) -> None:
    """Leave out the slowest file where no test looks at it."""
    monkeypatch.setattr("kim.publishing.workbook.write", lambda *_: None)
