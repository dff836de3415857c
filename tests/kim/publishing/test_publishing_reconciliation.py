"""A register of a dozen communities against a baseline of eleven: each figure and each line, counted on paper."""

from collections import Counter
from datetime import date
from typing import Any

import duckdb
import pytest

from kim.publishing.figures import broken_totals
from tests.kim.publishing.filled_register import Register

BEFORE, AFTER = (date(2026, 5, 1), "day"), (date(2028, 5, 1), "day")
UNKNOWN = (None, None)
FOUNDED: dict[str, list[tuple[date | None, str | None]]] = {
    "35": [BEFORE, AFTER, AFTER, UNKNOWN],
    "36": [BEFORE, UNKNOWN, UNKNOWN],
    "31": [BEFORE, AFTER],
    "33": [BEFORE, AFTER],
}
BASELINE = {"35": 5, "36": 1, "31": 2, "32": 3, "34": 0}


@pytest.fixture
def compared(register: Register) -> Register:
    """Short in 35, over in 36, level in 31, none in 32, nothing expected in 34, and 33 is not in the baseline."""
    baseline(register.conn, BASELINE)
    file = register.submission()
    for province, founded in FOUNDED.items():
        for number, (on, precision) in enumerate(founded):
            register.row(
                file,
                kim_id=f"K{province}{number}",
                province_code=province,
                founded_on=on,
                founded_precision=precision,
            )
    register.row(file, kim_id="K359", province_code="35", founded_on=BEFORE[0], founded_precision="day", status="bubar")
    register.settle()
    return register


def baseline(conn: duckdb.DuckDBPyConnection, counts: dict[str, int]) -> None:
    conn.execute(
        "insert into reference.baseline_source values ('2027', '2027-06-30', ?, ?, null, null, null)",
        [sum(counts.values()), len(counts)],
    )
    for code, count in counts.items():
        conn.execute("insert into reference.baseline values ('2027', ?, ?, ?)", [code, f"Provinsi {code}", count])


def reconciled(conn: duckdb.DuckDBPyConnection) -> dict[str, tuple[Any, ...]]:
    rows = conn.execute(
        "select province_code, baseline_count, registered_count, founded_by_baseline, founded_after, founded_unknown,"
        " difference, outstanding, surplus, status from mart.reconciliation where baseline_id = '2027'"
    ).fetchall()
    return {code: tuple(figures) for code, *figures in rows}


def test_a_province_is_held_against_what_the_baseline_counted_there(compared: Register) -> None:
    found = reconciled(compared.conn)
    assert {code: found[code] for code in ("35", "36", "31", "32", "34", "33", "11")} == {
        "35": (5, 4, 1, 2, 1, -1, 3, 0, "short"),
        "36": (1, 3, 1, 0, 2, 2, 0, 2, "over"),
        "31": (2, 2, 1, 1, 0, 0, 1, 0, "matches"),
        "32": (3, 0, 0, 0, 0, -3, 3, 0, "none"),
        "34": (0, 0, 0, 0, 0, 0, 0, 0, "matches"),
        "33": (None, 2, 1, 1, 0, None, None, None, "not_in_baseline"),
        "11": (None, 0, 0, 0, 0, None, None, None, "not_in_baseline"),
    }


def test_the_nation_sums_what_is_outstanding_and_over_and_nets_neither(compared: Register) -> None:
    assert reconciled(compared.conn)["ID"] == (11, 11, 4, 4, 3, -2, 7, 2, "short")


def test_the_walk_from_the_baseline_has_six_lines(compared: Register) -> None:
    lines = compared.conn.execute(
        "select line_number, line, amount from mart.bridge where baseline_id = '2027' order by line_number"
    ).fetchall()
    assert lines == [
        (1, "baseline", 11),
        (2, "outstanding", -7),
        (3, "surplus", 2),
        (4, "founded_after", 3),
        (5, "not_in_baseline", 2),
        (6, "registered", 11),
    ]


def test_each_line_of_the_walk_from_the_baseline_lists_what_it_counts(compared: Register) -> None:
    def listed(line: str, *columns: str) -> list[tuple[Any, ...]]:
        found = listing(compared.conn, line, "baseline_id = '2027'")
        return [tuple(row[column] for column in columns) for row in found]

    amount = ("province_code", "amount")
    assert listed("baseline", *amount) == [("31", 2), ("32", 3), ("34", 0), ("35", 5), ("36", 1)]
    assert listed("outstanding", *amount) == [("31", -1), ("32", -3), ("35", -3)]
    assert listed("surplus", *amount) == [("36", 2)]
    assert listed("founded_after", "kim_id") == [("K311",), ("K351",), ("K352",)]
    assert listed("not_in_baseline", "kim_id") == [("K330",), ("K331",)]
    counted = [f"K{code}{number}" for code in sorted(FOUNDED) for number in range(len(FOUNDED[code]))]
    assert listed("registered", "kim_id") == [(kim_id,) for kim_id in counted]


def listing(conn: duckdb.DuckDBPyConnection, line: str, where: str) -> list[dict[str, Any]]:
    ((sql,),) = conn.execute(f"select listing_sql from mart.bridge where line = '{line}' and {where}").fetchall()
    cursor = conn.execute(sql)
    names = [column[0] for column in cursor.description or []]
    return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


def test_a_founding_date_lies_before_after_or_across_the_day_of_the_count(register: Register) -> None:
    baseline(register.conn, {"35": 1})
    told = [
        (date(2027, 6, 30), "day", "by_baseline"),
        (date(2027, 7, 1), "day", "after"),
        (date(2027, 6, 1), "month", "by_baseline"),
        (date(2027, 7, 1), "month", "after"),
        (date(2026, 1, 1), "year", "by_baseline"),
        (date(2027, 1, 1), "year", "unknown"),
        (date(2028, 1, 1), "year", "after"),
        (None, None, "unknown"),
    ]
    file = register.submission()
    for number, (on, precision, _) in enumerate(told):
        register.row(file, kim_id=f"K{number}", founded_on=on, founded_precision=precision)
    register.settle()
    found = register.conn.execute(
        "select founded, in_baseline from mart.baseline_kim where baseline_id = '2027' order by kim_id"
    ).fetchall()
    assert found == [(founded, True) for _, _, founded in told]


@pytest.mark.parametrize("day", ["2027-06-01", "2027-06-15", "2027-06-29"])
def test_a_month_that_straddles_the_day_of_the_count_is_unknown(register: Register, day: str) -> None:
    baseline(register.conn, {"35": 1})
    register.conn.execute("update reference.baseline_source set counted_on = ? where baseline_id = '2027'", [day])
    register.row(register.submission(), kim_id="A", founded_on=date(2027, 6, 1), founded_precision="month")
    register.settle()
    found = register.conn.execute("select founded from mart.baseline_kim where baseline_id = '2027'").fetchall()
    assert found == [("unknown",)]


def test_a_community_counts_where_its_place_is_today(register: Register) -> None:
    file = register.submission()
    register.row(file, kim_id="OLD", province_code="91", regency_code="91.01")
    register.row(file, kim_id="SAME", province_code="35", regency_code="35.15", status="tidak_aktif")
    register.row(file, kim_id="NONE", province_code="91")
    register.row(file, kim_id="ODD", province_code="35", regency_code="35.99")
    register.row(file, kim_id="ENDED", province_code="35", regency_code="35.15", status="bubar")
    register.settle()
    found = register.conn.execute(
        "select kim_id, province_code, regency_code from mart.counted_kim order by kim_id"
    ).fetchall()
    assert found == [("NONE", "91", None), ("ODD", "35", "35.99"), ("OLD", "93", "93.01"), ("SAME", "35", "35.15")]


def test_provinces_and_regencies_count_active_inactive_and_members(register: Register) -> None:
    file = register.submission()
    for kim_id, regency, status, members in (
        ("A", "35.15", "aktif", 10),
        ("B", "35.15", "aktif", None),
        ("C", "35.15", "tidak_aktif", 5),
        ("D", None, "tidak_aktif", 3),
        ("E", "35.78", "bubar", 100),
    ):
        register.row(file, kim_id=kim_id, regency_code=regency, status=status, member_count=members)
    register.settle()
    province = register.conn.execute("from mart.province_count where kim_count > 0").fetchall()
    assert province == [("35", "Jawa Timur", 4, 2, 2, 18)]
    regencies = register.conn.execute("from mart.regency_count where kim_count > 0").fetchall()
    assert regencies == [
        ("35", "Jawa Timur", "35.15", "Kabupaten Sidoarjo", 3, 2, 1, 15),
        ("35", "Jawa Timur", None, None, 1, 0, 1, 3),
    ]
    assert broken_totals(register.conn) == []


def test_a_place_that_is_no_more_is_shown_while_somebody_counts_there(register: Register) -> None:
    conn = register.conn
    conn.execute("update reference.province set valid_to = '2025-01-01' where code in ('35', '36')")
    conn.execute("update reference.regency set valid_to = '2025-01-01' where code in ('35.15', '35.78')")
    register.row(register.submission(), kim_id="A", regency_code="35.15")
    register.settle()
    provinces = conn.execute("select province_code from mart.province_count where province_code in ('35', '36')")
    assert provinces.fetchall() == [("35",)]
    regencies = conn.execute(
        "select regency_code from mart.regency_count where regency_code in ('35.15', '35.78')"
    ).fetchall()
    assert regencies == [("35.15",)]


@pytest.fixture
def received(register: Register) -> Register:
    """Two rounds with something in every line of the second's walk."""
    earlier, later = register.submission("2025-1"), register.submission("2026-1")
    register.row(earlier, kim_id="KNOWN")
    register.row(later, kim_id="KNOWN")
    register.row(later, kim_id="NEW")
    register.row(later, kim_id="NEW")
    register.row(later, kim_id="IDLE", status="tidak_aktif")
    register.row(later, kim_id="ENDED", status="bubar")
    for outcome, times in (("ignored", 5), ("quarantined", 4)):
        for _ in range(times):
            register.row(later, outcome)
    for status, times in (("withdrawn", 2), ("superseded", 1), ("held", 2), ("duplicate", 9)):
        file = register.submission("2026-1", status)
        for number in range(times):
            register.row(file, kim_id=f"{status}{number}")
        if status != "duplicate":
            register.row(file, "ignored")
    register.settle()
    return register


def test_the_walk_through_a_round_has_eight_lines(received: Register) -> None:
    lines = received.conn.execute(
        "select line_number, line, amount from mart.bridge where round_id = '2026-1' order by line_number"
    ).fetchall()
    assert lines == [
        (1, "rows_received", 22),
        (2, "ignored", -8),
        (3, "quarantined", -4),
        (4, "withdrawn_or_superseded", -3),
        (5, "held", -2),
        (6, "merged", -2),
        (7, "dissolved", -1),
        (8, "registered", 2),
    ]


def test_each_line_of_the_walk_through_a_round_lists_its_rows(received: Register) -> None:
    def listed(line: str) -> dict[str, int]:
        return Counter(row["submission_id"][-1] for row in listing(received.conn, line, "round_id = '2026-1'"))

    assert listed("rows_received") == {"2": 14, "3": 3, "4": 2, "5": 3}
    assert listed("ignored") == {"2": 5, "3": 1, "4": 1, "5": 1}
    assert listed("quarantined") == {"2": 4}
    assert listed("withdrawn_or_superseded") == {"3": 2, "4": 1}
    assert listed("held") == {"5": 2}
    assert listed("merged") == {"2": 2}


def test_the_walk_through_a_round_ends_at_the_communities_that_first_came_in_by_it(received: Register) -> None:
    def communities(line: str, round_id: str) -> list[str]:
        return [row["kim_id"] for row in listing(received.conn, line, f"round_id = '{round_id}'")]

    assert communities("registered", "2026-1") == ["IDLE", "NEW"]
    assert communities("registered", "2025-1") == ["KNOWN"]
    assert communities("dissolved", "2026-1") == ["ENDED"]
    assert {row["merged_into_record"] for row in listing(received.conn, "merged", "round_id = '2026-1'")} == {
        "r00000000000000000001",
        "r00000000000000000003",
    }


@pytest.mark.parametrize("rows", [0, 1])
def test_a_walk_through_a_round_has_every_line_however_little_came(register: Register, rows: int) -> None:
    file = register.submission("2025-1")
    for _ in range(rows):
        register.row(file, kim_id="A")
    register.settle()
    amounts = register.conn.execute(
        "select amount from mart.bridge where round_id = '2025-1' order by line_number"
    ).fetchall()
    assert [amount for (amount,) in amounts] == [rows, 0, 0, 0, 0, 0, 0, rows]


def test_the_nation_is_named_and_level_with_a_baseline_that_it_meets(register: Register) -> None:
    baseline(register.conn, {"35": 1})
    register.row(register.submission(), kim_id="A", founded_on=BEFORE[0], founded_precision="day")
    register.settle()
    nation = register.conn.execute(
        "select province_name, difference, status from mart.reconciliation"
        " where baseline_id = '2027' and province_code = 'ID'"
    ).fetchall()
    assert nation == [("Indonesia", 0, "matches")]


def test_a_community_belongs_to_the_round_of_its_first_live_record(register: Register) -> None:
    first, gone = register.submission("2026-1"), register.submission("2025-1", "withdrawn")
    register.row(first, kim_id="A")
    register.row(first, kim_id="A")
    register.row(gone, kim_id="A")
    register.row(register.submission("2025-1"), kim_id="A")
    register.settle()
    found = register.conn.execute("select kim_id, first_record_id, round_id from mart.kim_round").fetchall()
    assert found == [("A", "r00000000000000000001", "2026-1")]
