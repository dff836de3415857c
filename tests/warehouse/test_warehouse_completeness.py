"""Completeness: regencies of the round, capped by construction, empty but punctual ones apart."""

from collections.abc import Callable
from typing import Any

import duckdb
import pytest

Put = Callable[..., None]


def row(conn: duckdb.DuckDBPyConnection, regency: str, round_id: str = "2026-1") -> dict[str, Any]:
    result = conn.execute("from mart.completeness where regency_code = ? and round_id = ?", [regency, round_id])
    names = [column[0] for column in result.description or []]
    found = result.fetchall()
    assert len(found) == 1
    return dict(zip(names, found[0], strict=True))


def test_every_regency_of_the_round_is_there_whether_it_sent_or_not(conn: duckdb.DuckDBPyConnection) -> None:
    counts = dict(conn.execute("select round_id, count(*) from mart.completeness group by all").fetchall())
    assert set(counts.values()) == {514}
    assert row(conn, "35.15") == {
        "round_id": "2026-1", "regency_code": "35.15", "province_code": "35", "submission_count": 0, "row_count": 0,
        "accepted_count": 0, "first_received_at": None, "on_time": False, "empty_count": 0,
        "rejected_count": 0, "no_kim_count": 0, "state": "silent",
    }  # fmt: skip


def test_the_denominator_is_dated(conn: duckdb.DuckDBPyConnection, put: Put) -> None:
    put("reference.round", round_id="2021-1", opens_on="2021-01-01", closes_on="2021-12-31", baseline_id="2023",
        tolerance_pct=5, tolerance_abs=3)  # fmt: skip
    codes = conn.execute("select regency_code from mart.completeness where round_id = '2021-1'").fetchall()
    assert ("91.01",) in codes
    assert ("93.01",) not in codes
    assert len(codes) == 514
    put("intake.submission", submission_id="s1", sequence=1, office_code="91.01")
    put("intake.submission", submission_id="s2", sequence=2, office_code="91.01", round_id="2021-1")
    assert row(conn, "93.01")["submission_count"] == 1
    assert row(conn, "91.01", "2021-1")["submission_count"] == 1


def test_an_office_that_sends_twice_is_still_one_regency(conn: duckdb.DuckDBPyConnection, put: Put) -> None:
    for number in (1, 2):
        put("intake.submission", submission_id=f"s{number}", sequence=number, office_code="35.15", row_count=3)
        put("intake.record", record_id=f"r{number}", submission_id=f"s{number}", sequence=number, regency_code="35.15")
    found = row(conn, "35.15")
    assert (found["submission_count"], found["row_count"], found["accepted_count"]) == (2, 6, 2)
    shares = conn.execute(
        "select count(*) filter (where submission_count > 0) / count(*) "
        "from mart.completeness where round_id = '2026-1'"
    ).fetchall()
    assert shares[0][0] == pytest.approx(1 / 514)


def test_a_provinces_list_counts_for_the_regencies_that_it_holds(conn: duckdb.DuckDBPyConnection, put: Put) -> None:
    put("intake.submission", submission_id="s1", sequence=1, office_code="35", row_count=4, accepted_count=3)
    for number, regency in enumerate(("35.15", "35.15", "35.78")):
        put("intake.record", record_id=f"r{number}", submission_id="s1", sequence=1, regency_code=regency)
    assert (row(conn, "35.15")["submission_count"], row(conn, "35.15")["accepted_count"]) == (1, 2)
    assert (row(conn, "35.78")["row_count"], row(conn, "35.01")["submission_count"]) == (1, 0)


def test_an_empty_submission_is_counted_apart(conn: duckdb.DuckDBPyConnection, put: Put) -> None:
    put("intake.submission", submission_id="s1", sequence=1, office_code="35.15", row_count=0, accepted_count=0)
    found = row(conn, "35.15")
    assert (found["submission_count"], found["empty_count"], found["on_time"]) == (0, 1, False)
    assert found["first_received_at"] is None


@pytest.mark.parametrize("status", ["rejected", "duplicate", "held", "withdrawn", "superseded"])
def test_what_is_not_in_force_does_not_count(conn: duckdb.DuckDBPyConnection, put: Put, status: str) -> None:
    put("intake.submission", submission_id="s1", sequence=1, office_code="35.15", status=status)
    put("intake.record", record_id="r1", submission_id="s1", sequence=1, regency_code="35.15")
    found = row(conn, "35.15")
    assert (found["submission_count"], found["empty_count"], found["accepted_count"]) == (0, 0, 0)


@pytest.mark.parametrize(
    ("received_at", "on_time"),
    [("2026-12-31 16:59:59", True), ("2026-12-31 17:00:00", False), ("2026-01-05 00:00", True)],
)
def test_in_time_is_judged_in_jakarta(
    conn: duckdb.DuckDBPyConnection, put: Put, received_at: str, on_time: bool
) -> None:
    put("intake.submission", submission_id="s1", sequence=1, office_code="35.15", received_at=received_at)
    assert row(conn, "35.15")["on_time"] is on_time


@pytest.mark.parametrize(
    ("submission", "state", "rejected"),
    [
        ({"status": "accepted"}, "sent", 0),
        ({"status": "held", "accepted_count": 0}, "sent", 0),
        ({"status": "rejected", "accepted_count": 0}, "sent_not_accepted", 1),
        ({"status": "partly_accepted", "accepted_count": 0, "quarantined_count": 1}, "sent_not_accepted", 0),
        ({"status": "accepted", "accepted_count": 0, "ignored_count": 1}, "empty", 0),
        ({"status": "withdrawn"}, "silent", 0),
    ],
)
def test_what_an_office_has_sent_has_one_definition(
    conn: duckdb.DuckDBPyConnection, put: Put, submission: dict[str, Any], state: str, rejected: int
) -> None:
    put("intake.submission", submission_id="s1", sequence=1, office_code="35.15", **submission)
    found = row(conn, "35.15")
    assert (found["state"], found["rejected_count"]) == (state, rejected)
    assert (found["first_received_at"] is not None) == (state == "sent")


def test_one_good_file_makes_up_for_what_was_refused_or_empty(conn: duckdb.DuckDBPyConnection, put: Put) -> None:
    put("intake.submission", submission_id="s1", sequence=1, office_code="35.15", status="rejected")
    put("intake.submission", submission_id="s2", sequence=2, office_code="35.15", accepted_count=0, ignored_count=1)
    assert row(conn, "35.15")["state"] == "sent_not_accepted"
    put("intake.submission", submission_id="s3", sequence=3, office_code="35.15")
    assert row(conn, "35.15")["state"] == "sent"


NONE = {"submission_id": "s1", "level": "village", "province_code": "35", "district_code": "35.15.01"}


def test_to_say_that_there_is_none_is_to_send(conn: duckdb.DuckDBPyConnection, put: Put) -> None:
    put("intake.submission", submission_id="s1", sequence=1, office_code="35", accepted_count=0, ignored_count=4)
    for number, village in enumerate(("35.15.01.2001", "35.15.01.2001", "35.15.01.2002", None)):
        put("intake.no_kim", **NONE, regency_code="35.15", village_code=village, row_number=number)
    found = row(conn, "35.15")
    assert (found["no_kim_count"], found["state"], found["submission_count"]) == (3, "sent", 1)
    assert row(conn, "35.16")["state"] == "silent"
    put("intake.submission", submission_id="s2", sequence=2, office_code="35.16", accepted_count=0, ignored_count=1)
    put("intake.no_kim", **{**NONE, "submission_id": "s2"}, row_number=1)
    assert (row(conn, "35.16")["state"], row(conn, "35.16")["no_kim_count"]) == ("sent", 0)
    assert row(conn, "35.16")["empty_count"] == 0


def test_a_withdrawn_file_says_nothing_of_any_village(conn: duckdb.DuckDBPyConnection, put: Put) -> None:
    put("intake.submission", submission_id="s1", sequence=1, office_code="35.15", status="withdrawn")
    put("intake.no_kim", **NONE, regency_code="35.15", village_code="35.15.01.2001", row_number=3)
    assert row(conn, "35.15")["no_kim_count"] == 0
    assert gap(conn, "35.15.01.2001")[0] == "unknown"


def gap(conn: duckdb.DuckDBPyConnection, village: str) -> tuple[Any, ...]:
    rows = conn.execute(
        "select state, kim_count, reported_none_at is not null from mart.village_gap where village_code = ?", [village]
    ).fetchall()
    assert len(rows) == 1
    return rows[0]


def test_a_village_has_one_has_none_or_is_not_known(conn: duckdb.DuckDBPyConnection, put: Put) -> None:
    place = {"regency_code": "35.15", "district_code": "35.15.01"}
    put("intake.submission", submission_id="s1", sequence=1, office_code="35.15")
    put("registry.kim", kim_id="KIM-A", **place, village_code="35.15.01.2001")
    put("registry.kim", kim_id="KIM-B", **place, village_code="35.15.01.2004", status="bubar")
    for number, village in enumerate(("35.15.01.2001", "35.15.01.2002")):
        put("intake.no_kim", **NONE, regency_code="35.15", village_code=village, row_number=number)
    assert gap(conn, "35.15.01.2001") == ("has_kim", 1, True)
    assert gap(conn, "35.15.01.2002") == ("reported_none", 0, True)
    assert gap(conn, "35.15.01.2003") == ("unknown", 0, False)
    assert gap(conn, "35.15.01.2004") == ("unknown", 0, False)
    counted = conn.execute(
        "select count(*), count(distinct village_code), count(regency_code) from mart.village_gap"
    ).fetchall()
    villages = conn.execute("select count(*) from reference.village where valid_to is null").fetchall()[0][0]
    assert counted == [(villages, villages, villages)]
