"""Whose word counts of a community: its own office's, its province's, then anybody's; the proved before the claimed."""

import duckdb
import pytest


def trust(conn: duckdb.DuckDBPyConnection, office: str | None, source: str, accounts: bool, regency: str | None) -> int:
    asked = [office, source, accounts, regency]
    return int(conn.execute("select registry.office_trust(?, ?, ?, '35', ?)", asked).fetchall()[0][0])


@pytest.mark.parametrize("source", ["folder", "file_name", "title", "rows"])
def test_a_claimed_office_speaks_for_its_region_alone(conn: duckdb.DuckDBPyConnection, source: str) -> None:
    own, province = trust(conn, "35.15", source, False, "35.15"), trust(conn, "35", source, False, "35.15")
    others = [trust(conn, office, source, False, "35.15") for office in ("35.16", "34", "34.15", None)]
    assert own < province < 6 <= min(others)


def test_a_regencys_office_speaks_for_what_its_province_cannot_place(conn: duckdb.DuckDBPyConnection) -> None:
    assert trust(conn, "35.15", "folder", False, None) == trust(conn, "35.15", "folder", False, "35.15")
    assert trust(conn, "34.04", "folder", False, None) >= 6


def test_the_desk_and_an_account_prove_who_sent_a_file(conn: duckdb.DuckDBPyConnection) -> None:
    claimed = trust(conn, "35.15", "folder", False, "35.15")
    assert trust(conn, "35.15", "folder", True, "35.15") < claimed
    assert trust(conn, "35.15", "desk", False, "35.15") < claimed
    assert trust(conn, "35.15", "file_name", True, "35.15") == claimed
    assert trust(conn, "35.16", "desk", True, "35.15") > claimed


def test_an_office_that_the_rows_alone_suggest_is_believed_less_than_one_that_is_named(
    conn: duckdb.DuckDBPyConnection,
) -> None:
    named = [trust(conn, office, "title", False, "35.15") for office in ("35.15", "35")]
    assert max(named) < trust(conn, "35.15", "rows", False, "35.15") < 6
