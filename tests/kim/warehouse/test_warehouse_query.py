"""`kim query` reads the warehouse, and nothing gets past it."""

import json
import time
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from typer.testing import CliRunner, Result

from kim.cli.app import app
from kim.cli.printing.answer import as_csv, as_json
from kim.display import on_screen
from kim.errors import KimError, UsageError
from kim.home import Home
from kim.warehouse.query import Answer, run


@pytest.fixture
def home(home: Home, finished: Path) -> Home:
    home.warehouse.mkdir(parents=True)
    home.database.write_bytes(finished.read_bytes())
    return home


def ask(home: Home, sql: str, limit: int = 10, timeout: float = 20) -> Answer:
    return run(home, sql, limit=limit, timeout=timeout)


REFUSED = [
    "insert into reference.round values ('x', null, null, 'x', 1, 1)",
    "delete from intake.submission",
    "update reference.province set name = 'x'",
    "create table mart.x (a int)",
    "create temp table x as select 1",
    "drop view registry.record",
    "attach ':memory:' as other",
    "attach '{elsewhere}' as other",
    "detach kim",
    "copy reference.round to '{elsewhere}'",
    "copy (select 1) to '/dev/stdout'",
    "export database '{elsewhere}'",
    "install httpfs",
    "load httpfs",
    "set enable_external_access = true",
    "reset lock_configuration",
    "pragma database_list",
    "call enable_logging(storage = 'file', storage_path = '{elsewhere}')",
    "from enable_logging(storage = 'file', storage_path = '{elsewhere}')",
    "from read_csv('/etc/passwd')",
    "from '/etc/passwd'",
    "from read_text('{database}')",
    "from read_blob('{database}')",
    "from read_parquet('{elsewhere}')",
    "from glob('/*')",
    "from read_json('/etc/passwd')",
    "from sniff_csv('/etc/passwd')",
    "from read_csv('https://example.invalid/x.csv')",
    "from query('insert into reference.round select 1')",
    "begin",
    "checkpoint",
    "prepare p as select 1",
    "select 1; drop view registry.record",
    "explain analyze delete from intake.submission",
    "",
    "-- nothing",
]


@pytest.mark.parametrize("sql", REFUSED)
def test_what_is_no_reading_of_the_warehouse_is_refused(home: Home, tmp_path: Path, sql: str) -> None:
    elsewhere = tmp_path / "elsewhere"
    before = home.database.read_bytes()
    with pytest.raises(UsageError) as refused:
        ask(home, sql.format(elsewhere=elsewhere, database=home.database))
    assert "\n" not in str(refused.value)
    assert not elsewhere.exists()
    assert home.database.read_bytes() == before


def test_variables_of_the_programme_are_out_of_reach(home: Home) -> None:
    secret = [{"a": 1}]
    with pytest.raises(UsageError, match="secret"):
        ask(home, "from secret")
    assert secret


@pytest.mark.parametrize("asked", ["* from registry.contact", "phone from registry.kim", "k.leader_name from kim k"])
def test_who_asks_for_contacts_is_told_where_they_are(home: Home, asked: str) -> None:
    with pytest.raises(UsageError, match="`kim contacts CODE"):
        ask(home, f"select {asked}")


def test_reading_in_its_many_forms_is_let_through(home: Home) -> None:
    for sql in (
        "from reference.round",
        "with x as (select 1) from x",
        "describe intake.row",
        "explain select 1",
        "values (1)",
    ):
        assert ask(home, sql).table.num_rows > 0


def test_a_name_needs_no_schema(home: Home) -> None:
    listed = ask(home, "show tables", limit=200).table["name"].to_pylist()
    assert {"kim", "submission", "province_count", "province"} <= set(listed)
    assert ask(home, "select count(*) from kim").table == ask(home, "select count(*) from registry.kim").table


def test_a_long_query_is_stopped_in_time(home: Home) -> None:
    started = time.monotonic()
    with pytest.raises(KimError, match=r"stopped after 0\.3 seconds"):
        ask(home, "select count(*) from range(1000000000) a, range(1000000000) b", timeout=0.3)
    assert time.monotonic() - started < 10


def test_rows_over_the_limit_are_cut_and_that_is_said(home: Home) -> None:
    sql = "select code from reference.village order by code desc"
    assert (ask(home, sql, 3).cut, ask(home, sql, 3).table.num_rows) == (True, 3)
    assert ask(home, sql, 1).table.to_pylist() == [{"code": "96.71.10.1004"}]
    assert not ask(home, "from reference.round", 3).cut


def test_values_keep_their_kind(home: Home) -> None:
    answer = ask(
        home,
        """select sum(1) as s, date '2026-01-02' as d, '{"a": [1]}'::json as j, {'b': 2} as t, null as n, 'é;"' as q,
        timestamp '2026-01-02 03:04:05' as ts, 1.5 as x, map {'k': 1} as m, true as b""",
    )
    expected = {
        "s": 1, "d": "2026-01-02", "j": {"a": [1]}, "t": {"b": 2}, "n": None, "q": 'é;"', "ts": "2026-01-02 03:04:05",
        "x": 1.5, "m": {"k": 1}, "b": True,
    }  # fmt: skip
    assert json.loads(as_json(answer)) == [expected]
    assert as_csv(answer).splitlines()[1] == (
        '1,2026-01-02,"{""a"": [1]}","{""b"": 2}",,"é;""",2026-01-02 03:04:05,1.5,"{""k"": 1}",true'
    )


def test_a_value_cannot_steer_the_terminal() -> None:
    assert on_screen("KIM\x1b[31m\u202e Mawar\n") == "KIM\\x1b[31m\\u202e Mawar\n"


def command(home: Home, *arguments: str) -> Result:
    return CliRunner().invoke(app, ["--home", str(home.root), "query", *arguments])


def test_the_command_writes_every_format(home: Home, tmp_path: Path) -> None:
    sql = "select code, name from reference.province order by code"
    assert "Aceh" in command(home, sql).stdout
    cut = command(home, sql, "--format", "csv", "--limit", "2")
    assert cut.stdout == "code,name\n11,Aceh\n12,Sumatera Utara\n"
    assert "only the first 2 rows" in cut.stderr
    assert json.loads(command(home, sql, "--format", "json").stdout)[0] == {"code": "11", "name": "Aceh"}
    parquet = tmp_path / "provinces.parquet"
    assert command(home, sql, "--format", "parquet", "--out", str(parquet)).exit_code == 0
    assert pq.read_table(parquet).num_rows == 38


def test_what_cannot_be_written_is_a_clear_error(home: Home, tmp_path: Path) -> None:
    assert isinstance(command(home, "select 1", "--format", "parquet").exception, UsageError)
    missing = command(home, "select 1", "--format", "csv", "--out", str(tmp_path / "no" / "x.csv"))
    assert isinstance(missing.exception, UsageError)


def test_no_text_of_an_answer_runs_as_a_formula() -> None:
    table = pa.table({"=name": ["=HYPERLINK(1)", "@x", "KIM"], "count": [-1, 2, 3]})
    lines = as_csv(Answer(table, ("VARCHAR", "INTEGER"), 3, cut=False)).splitlines()
    assert lines == ["'=name,count", "'=HYPERLINK(1),-1", "'@x,2", "KIM,3"]
