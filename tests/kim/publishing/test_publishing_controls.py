"""Each control total sees the fault that it is there for."""

import duckdb
import pytest

from kim.publishing.figures import broken_totals, control_totals
from tests.kim.publishing.filled_register import Register


@pytest.fixture
def counted(register: Register) -> Register:
    """A register in which everything agrees: two rounds, an active and an inactive community, members."""
    register.row(register.submission("2025-1"), kim_id="A", regency_code="35.15", member_count=10)
    file = register.submission()
    register.row(file, kim_id="A", regency_code="35.15", member_count=10)
    register.row(file, kim_id="B", status="tidak_aktif", member_count=5)
    register.row(file, "quarantined")
    register.row(file, "ignored")
    # A duplicate repeats the counts of a file without having its rows.
    register.submission(status="duplicate", row_count=4, accepted_count=1)
    register.row(register.submission(status="withdrawn"), kim_id="GONE")
    register.settle()
    assert broken_totals(register.conn) == []
    return register


def spoil(conn: duckdb.DuckDBPyConnection, view: str, changed: str) -> None:
    """Have a view say something else: `changed` is what follows `replace`."""
    conn.execute(f"create table spoilt as from {view}")
    conn.execute(f"create or replace view {view} as select * replace ({changed}) from spoilt")


FAULTS = {
    "rows received = accepted + quarantined + ignored": "update intake.submission set ignored_count = ignored_count + 1"
    " where sequence = 2",
    "submissions whose own counts differ from their rows = 0": "update intake.submission set"
    " quarantined_count = 0, ignored_count = 2 where sequence = 2",
    "accepted rows = records": "update intake.row set outcome = 'ignored' where row_number = 2",
    "rows of no known submission = 0": "insert into intake.row values ('lost', null, 1, '{}', 'ignored', null)",
    "records of live submissions = records of the register": "delete from registry.membership where kim_id = 'B'",
    "records = sum of kim.record_count": "update registry.kim set record_count = 3 where kim_id = 'B'",
    "communities of the records = communities of the register": "delete from registry.kim where kim_id = 'B'",
    "record ids given twice = 0": "insert into intake.record by name select * replace (5 as row_number)"
    " from intake.record where row_number = 2",
    "communities that are also the alias of another = 0": "insert into registry.alias values ('A', 'B', '2026-03-02')",
    "current states in the history = communities of the register": "update registry.kim_history"
    " set valid_to = '2026-03-02' where kim_id = 'B'",
    "provinces = nation": "update registry.kim set province_code = '99' where kim_id = 'B'",
    "regencies = provinces": "update registry.kim set regency_code = '36.71' where kim_id = 'A'",
    "provinces that differ from their regencies = 0": "update registry.kim set regency_code = '36.71'"
    " where kim_id = 'A'",
    "members by province = members by community": "update registry.kim set province_code = '99' where kim_id = 'B'",
    "baseline 2023: provinces = published total": "update reference.baseline set baseline_count = baseline_count + 1"
    " where province_code = '35'",
    "baseline 2023: provinces counted = provinces published": "delete from reference.baseline"
    " where province_code = '35'",
    "baseline 2023: reconciled baseline = published total": "update reference.baseline_source set total = 4115",
}


@pytest.mark.parametrize(("name", "fault"), FAULTS.items(), ids=FAULTS)
def test_a_control_total_sees_its_fault(counted: Register, name: str, fault: str) -> None:
    counted.conn.execute(fault)
    assert name in [total.name for total in broken_totals(counted.conn)]


SPOILT = {
    "active + inactive = registered": ("mart.province_count", "active_count + 1 as active_count"),
    "baseline 2023: reconciled nation = register": ("mart.reconciliation", "registered_count + 1 as registered_count"),
    "baseline 2023: founded before + after + unknown = registered": (
        "mart.reconciliation",
        "founded_unknown + 1 as founded_unknown",
    ),
    "bridge from baseline 2023 = registered": ("mart.bridge", "amount + (line = 'surplus')::int as amount"),
    "bridge of round 2025-1 = registered": ("mart.bridge", "amount + (line = 'merged')::int as amount"),
    "bridge of round 2026-1 = registered": ("mart.bridge", "amount + (line = 'held')::int as amount"),
    "bridges of all rounds = nation": ("mart.bridge", "amount + (round_id = '2025-1')::int as amount"),
    "provinces that differ from their regencies = 0": (
        "mart.regency_count",
        "member_count + (regency_code = '35.15')::int as member_count",
    ),
}


@pytest.mark.parametrize(("name", "view", "changed"), [(name, *spoilt) for name, spoilt in SPOILT.items()], ids=SPOILT)
def test_a_control_total_sees_a_view_that_counts_otherwise(
    counted: Register, name: str, view: str, changed: str
) -> None:
    spoil(counted.conn, view, changed)
    assert name in [total.name for total in broken_totals(counted.conn)]


def test_every_control_total_has_a_fault_that_it_sees(counted: Register) -> None:
    assert {total.name for total in control_totals(counted.conn)} == FAULTS.keys() | SPOILT.keys()


@pytest.mark.parametrize(
    "fault",
    [
        "update intake.submission set row_count = 5, ignored_count = 2 where sequence = 2",
        "update intake.submission set accepted_count = 1, quarantined_count = 2 where sequence = 2",
        "delete from intake.row where submission_id = 's0000000000000001'",
    ],
)
def test_a_submission_is_held_to_each_of_its_own_counts(counted: Register, fault: str) -> None:
    counted.conn.execute(fault)
    broken = broken_totals(counted.conn)
    assert [total.left_value for total in broken if total.name.startswith("submissions whose")] == [1]
