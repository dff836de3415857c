"""A warehouse with reference data and views, and a register to fill in it."""

from collections.abc import Callable, Iterator
from pathlib import Path

import duckdb
import pytest
from filled_register import Register

from kim.home import REFERENCE, SQL


def _prepare(conn: duckdb.DuckDBPyConnection) -> None:
    for path in sorted((SQL / "migrations").glob("*.sql")):
        conn.execute(path.read_text().replace(" at timestamp", ' "at" timestamp'))
    for name in ("province", "regency", "province_crosswalk", "baseline", "baseline_source", "milestone", "round"):
        file = {"regency": "regencies", "baseline": "baseline_2023", "baseline_source": "baselines"}.get(name)
        file = file or ("province_crosswalk" if name == "province_crosswalk" else f"{name}s")
        conn.execute(f"insert into reference.{name} by name from read_csv('{REFERENCE / file}.csv', all_varchar=true)")
    if not list((SQL / "views").glob("10_*.sql")):
        conn.execute(
            "create view registry.record as select r.*, m.kim_id from intake.record r join intake.submission s"
            " using (submission_id) join registry.membership m using (record_id)"
            " where s.status in ('accepted', 'partly_accepted')"
        )
    for path in sorted((SQL / "views").glob("*.sql")):
        conn.execute(path.read_text())


@pytest.fixture(scope="session")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty warehouse with reference data and views, to be copied."""
    path = tmp_path_factory.mktemp("warehouse") / "empty.duckdb"
    with duckdb.connect(str(path)) as conn:
        _prepare(conn)
    return path


@pytest.fixture
def register(prepared: Path, tmp_path: Path) -> Iterator[Register]:
    """An empty register in a home of its own."""
    home = tmp_path / "home" / "warehouse"
    home.mkdir(parents=True)
    (home / "kim.duckdb").write_bytes(prepared.read_bytes())
    with duckdb.connect(str(home / "kim.duckdb")) as conn:
        yield Register(conn)


@pytest.fixture(scope="session")
def shared() -> Iterator[duckdb.DuckDBPyConnection]:
    """One connection for tests that fill and roll back."""
    with duckdb.connect(":memory:") as conn:
        _prepare(conn)
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
