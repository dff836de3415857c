"""The record view shows what is in force; the register can be seen as it was known at any time."""

from collections.abc import Callable

import duckdb
import pytest

from kim.publishing.state import LIVE
from schemas.words import SUBMISSION_STATUSES

Put = Callable[..., None]

RECORD = (
    "record_id, submission_id, sheet, row_number, kim_id, name, level, province_code, regency_code, district_code, "
    "village_code, founded_on, founded_precision, decree_number, decree_on, term_from, term_to, member_count, "
    "community_type, status, website, domain_label, channels, site_number"
)


@pytest.mark.parametrize(
    ("status", "live"),
    [("accepted", 1), ("partly_accepted", 1), ("held", 0), ("withdrawn", 0), ("superseded", 0), ("duplicate", 0)],
)
def test_records_of_submissions_in_force_are_shown(
    conn: duckdb.DuckDBPyConnection, put: Put, status: str, live: int
) -> None:
    put("intake.submission", submission_id="s1", sequence=1, status=status)
    put("intake.record", record_id="r1", submission_id="s1", sequence=1)
    put("registry.membership", record_id="r1", kim_id="KIM-A", method="single")
    assert len(conn.execute(f"select {RECORD} from registry.record").fetchall()) == live


def test_a_manifest_is_read_with_the_statuses_that_the_warehouse_counts(conn: duckdb.DuckDBPyConnection) -> None:
    live = conn.execute("select s from unnest($all) as t(s) where intake.is_live(s)", {"all": [*SUBMISSION_STATUSES]})
    assert tuple(row[0] for row in live.fetchall()) == LIVE


def test_the_register_as_it_was_known(conn: duckdb.DuckDBPyConnection, put: Put) -> None:
    put("registry.kim_history", kim_id="KIM-A", name="Lama", valid_from="2026-01-01", valid_to="2026-03-01")
    put("registry.kim_history", kim_id="KIM-A", name="Baru", valid_from="2026-03-01", valid_to=None)

    def known(moment: str) -> list[tuple[str]]:
        return conn.execute(f"select name from registry.kim_as_of('{moment}')").fetchall()

    assert known("2025-12-31") == []
    assert known("2026-01-01") == [("Lama",)]
    assert known("2026-02-28 23:59:59") == [("Lama",)]
    assert known("2026-03-01") == [("Baru",)]
    macro = conn.execute("describe select * from registry.kim_as_of('2026-03-01')").fetchall()
    table = conn.execute("describe registry.kim").fetchall()
    assert [row[:2] for row in macro] == [row[:2] for row in table]


def test_a_retired_code_goes_by_one_of_today(conn: duckdb.DuckDBPyConnection) -> None:
    assert conn.execute("select regency_code from reference.regency_today where code = '91.01'").fetchall() == [
        ("93.01",)
    ]
    twice = conn.execute("select code from reference.regency_today group by code having count(*) > 1").fetchall()
    assert twice == []
