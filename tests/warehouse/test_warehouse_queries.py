"""The analysts' queries run, on an empty register and on a small one, and the page lists each with its purpose."""

from collections.abc import Callable
from pathlib import Path

import duckdb
import pytest

from kim.home import PACKAGE_ROOT, SQL

Put = Callable[..., None]
FILES = sorted((SQL / "queries" / "analyst").glob("*.sql"))
PAGE = PACKAGE_ROOT / "docs" / "warehouse.md"


def answer(conn: duckdb.DuckDBPyConnection, name: str) -> list[tuple[object, ...]]:
    sql = next(path for path in FILES if path.stem == name).read_text(encoding="utf-8")
    return conn.execute(sql).fetchall()


@pytest.fixture
def few(put: Put) -> None:
    for number, office in ((1, "35.15"), (2, "35.15"), (3, "35")):
        put("intake.submission", submission_id=f"s{number}", sequence=number, office_code=office)
        put("intake.record", record_id=f"r{number}", submission_id=f"s{number}", sequence=number, regency_code="35.15")
        put("registry.membership", record_id=f"r{number}", kim_id="KIM-A", method="exact", probability=0.999)
    put("intake.submission", submission_id="s4", sequence=4, office_code="35.78", accepted_count=0)
    put("intake.finding", submission_id="s1", rule="bad_date", severity="warning", message_id="x", message_en="y")
    place = {"regency_code": "35.15", "district_code": "35.15.01", "term_to": "2020-12-31"}
    put("registry.kim", kim_id="KIM-A", domain_label="mawar", decree_number="1/2", channels='{"x": "a"}', **place)
    put("registry.kim", kim_id="KIM-B", domain_label="www", name="KIM Lain", **place)
    put("registry.kim_history", kim_id="KIM-B", valid_from="2025-01-01", valid_to="2026-03-01")
    put("registry.kim_history", kim_id="KIM-A", valid_from="2025-01-01", valid_to=None)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_each_query_runs_on_an_empty_register(conn: duckdb.DuckDBPyConnection, path: Path) -> None:
    conn.execute(path.read_text(encoding="utf-8")).fetchall()


@pytest.mark.usefixtures("few")
def test_the_queries_answer_their_question(conn: duckdb.DuckDBPyConnection) -> None:
    assert answer(conn, "counts_by_province")[0][:5] == ("35", "Jawa Timur", 2, 2, 0)
    owed = answer(conn, "outstanding_provinces")
    assert len(owed) == 28
    assert owed[0][0] == "35"
    not_sent = {row[2]: row[4] for row in answer(conn, "outstanding_regencies")}
    assert len(not_sent) == 513
    assert not_sent["35.78"] == "empty"
    assert answer(conn, "duplicates_by_office") == [
        ("35", "35.15", "another office", "exact", 1, 1),
        ("35.15", "35.15", "another file of the same office", "exact", 1, 1),
    ]
    assert [row[0] for row in answer(conn, "reachable_in_district")] == ["KIM-A", "KIM-B"]
    assert len(answer(conn, "unreached_districts")) == 7284
    assert [row[0] for row in answer(conn, "grantable_domains")] == ["mawar.kim.id"]
    assert [row[:3] for row in answer(conn, "contested_domains")] == [("reserved", "www", "KIM-B")]
    assert answer(conn, "faults_by_office") == [("35.15", "bad_date", "warning", "y", 1, 1)]
    assert answer(conn, "changed_since") == []
    assert [row[0] for row in answer(conn, "lapsed_terms")] == ["KIM-A", "KIM-B"]


def test_the_page_lists_each_query_with_its_purpose() -> None:
    page = PAGE.read_text(encoding="utf-8")
    for path in FILES:
        purpose = path.read_text(encoding="utf-8").splitlines()[0].removeprefix("-- ")
        assert f"| `{path.stem}` | {purpose} |" in page
    listed = page.split("## Ask it", 1)[1].split("\n## ", 1)[0].count("\n| `")
    assert listed == len(FILES)
