"""The published views: counted on paper, and exact for any register."""

from calendar import monthrange
from collections import Counter
from collections.abc import Callable
from datetime import date
from typing import Any

import duckdb
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kim.publishing.figures import broken_totals, control_totals, summary
from tests.kim.publishing.filled_register import Register

Listing = Callable[[duckdb.DuckDBPyConnection, str], int]
COUNTED_ON = date(2023, 6, 30)
PAPUA = {"93": "91", "94": "91", "95": "91", "96": "92"}

KIM = st.fixed_dictionaries(
    {
        "place": st.sampled_from(
            [
                *(("35", "35.15"), ("35", None), ("36", "36.71"), ("36", None), ("93", "93.01"), ("96", None)),
                *(("91", None), ("18", "18.71"), ("15", None), ("31", "31.71"), ("73", "73.71"), ("92", None)),
            ]
        ),
        "founded": st.one_of(
            st.none(),
            st.tuples(
                st.dates(date(2022, 11, 1), date(2024, 2, 1)) | st.sampled_from([COUNTED_ON, date(2023, 7, 1)]),
                st.sampled_from(["day", "month", "year"]),
            ),
        ),
        "status": st.sampled_from(["aktif", "aktif", "tidak_aktif", "bubar"]),
        "member_count": st.none() | st.integers(3, 60),
    }
)
FILE = st.fixed_dictionaries(
    {
        "round_id": st.sampled_from(["2025-1", "2026-1"]),
        "status": st.sampled_from(["accepted", "accepted", "partly_accepted", "withdrawn", "superseded", "held"]),
        "rows": st.lists(st.sampled_from(["quarantined", "ignored"]) | st.integers(0, 7), max_size=12),
    }
)


def _fill(conn: duckdb.DuckDBPyConnection, kims: list[dict[str, Any]], files: list[dict[str, Any]]) -> Register:
    register = Register(conn)
    for file in files:
        submission = register.submission(file["round_id"], file["status"])
        for row in file["rows"]:
            if isinstance(row, str):
                register.row(submission, row)
                continue
            kim = kims[row % len(kims)]
            founded = kim["founded"]
            first = founded and founded[0].replace(
                day=1 if founded[1] != "day" else founded[0].day, month=1 if founded[1] == "year" else founded[0].month
            )
            register.row(
                submission,
                kim_id=f"K{row % len(kims)}",
                province_code=kim["place"][0],
                regency_code=kim["place"][1],
                founded_on=first,
                founded_precision=founded and founded[1],
                status=kim["status"],
                member_count=kim["member_count"],
            )
    register.conn.execute("update intake.record set level = 'village'")
    register.settle()
    return register


def _last_day(first: date, precision: str) -> date:
    if precision == "year":
        return date(first.year, 12, 31)
    return first.replace(day=monthrange(first.year, first.month)[1]) if precision == "month" else first


def _founded(kim: dict[str, object]) -> str:
    first, precision = kim["founded_on"], kim["founded_precision"]
    if not isinstance(first, date):
        return "unknown"
    if first > COUNTED_ON:
        return "after"
    return "by" if _last_day(first, str(precision)) <= COUNTED_ON else "unknown"


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(kims=st.lists(KIM, min_size=1, max_size=8), files=st.lists(FILE, max_size=5))
def test_any_register_adds_up(
    shared: duckdb.DuckDBPyConnection, sum_of_listing: Listing, kims: list[dict[str, Any]], files: list[dict[str, Any]]
) -> None:
    shared.execute("begin")
    try:
        register = _fill(shared, kims, files)
        assert [total.name for total in broken_totals(shared)] == []
        _check_bridge(shared, sum_of_listing)
        _check_reconciliation(shared, register)
    finally:
        shared.execute("rollback")


def _check_bridge(conn: duckdb.DuckDBPyConnection, sum_of_listing: Listing) -> None:
    lines = conn.execute(
        "select section, coalesce(round_id, baseline_id), line, amount, listing_sql from mart.bridge"
        " order by section, 2, line_number"
    ).fetchall()
    walks: dict[tuple[str, str], list[int]] = {}
    for section, key, line, amount, listing in lines:
        walks.setdefault((section, key), []).append(amount)
        listed = sum_of_listing(conn, listing)
        assert listed == (amount if "amount" in listing else abs(amount)), line
    for amounts in walks.values():
        assert sum(amounts[:-1]) == amounts[-1]
    registered = conn.execute("select count(*) from registry.kim where status in ('aktif', 'tidak_aktif')").fetchone()
    assert registered is not None
    ends = [amounts[-1] for (section, _), amounts in walks.items() if section == "intake"]
    assert sum(ends) == registered[0]
    assert walks["baseline", "2023"][-1] == registered[0]


def _check_reconciliation(conn: duckdb.DuckDBPyConnection, register: Register) -> None:
    live = {row[0] for row in conn.execute("select kim_id from registry.kim").fetchall()}
    counted = [kim for name, kim in register.kim.items() if name in live and kim["status"] != "bubar"]
    expected = Counter((PAPUA.get(str(k["province_code"]), str(k["province_code"])), _founded(k)) for k in counted)
    rows = conn.execute("select * from mart.reconciliation").fetchall()
    names = [column[0] for column in conn.description or []]
    table = {row["province_code"]: row for row in (dict(zip(names, row, strict=True)) for row in rows)}
    assert len(rows) == len(table) == 35
    short = over = difference = 0
    for code, row in table.items():
        if code == "ID":
            continue
        by, after, unknown = (expected[code, part] for part in ("by", "after", "unknown"))
        assert (row["founded_by_baseline"], row["founded_after"], row["founded_unknown"]) == (by, after, unknown)
        assert row["registered_count"] == by + after + unknown
        if row["baseline_count"] is None:
            assert (row["difference"], row["outstanding"], row["surplus"]) == (None, None, None)
            assert row["status"] == "not_in_baseline"
            continue
        assert row["difference"] == by + after + unknown - row["baseline_count"]
        assert row["outstanding"] == max(0, row["baseline_count"] - by - unknown)
        assert row["surplus"] == max(0, by + unknown - row["baseline_count"])
        short, over = short + row["outstanding"], over + row["surplus"]
        difference += row["difference"]
    nation = table["ID"]
    assert nation["registered_count"] == len(counted)
    assert (nation["baseline_count"], nation["difference"]) == (4114, difference)
    assert (nation["outstanding"], nation["surplus"]) == (short, over)


def test_an_empty_register_shows_every_province_as_zero(register: Register) -> None:
    provinces = register.conn.execute("select province_code, kim_count from mart.province_count").fetchall()
    assert len(provinces) == 38
    assert {count for _, count in provinces} == {0}
    regencies = register.conn.execute("select count(*), count(regency_code) from mart.regency_count").fetchone()
    assert regencies == (514 + 38, 514)
    statuses = Counter(row[0] for row in register.conn.execute("select status from mart.reconciliation").fetchall())
    assert statuses == {"none": 29, "not_in_baseline": 6}


def test_a_row_of_a_community_known_from_an_earlier_round_is_merged_in_its_own_round(register: Register) -> None:
    first, second = register.submission("2025-1"), register.submission("2026-1")
    register.row(first, kim_id="A")
    register.row(second, kim_id="A")
    register.row(second, kim_id="B")
    register.settle()
    lines = register.conn.execute(
        "select round_id, line, amount from mart.bridge where section = 'intake' and line in ('merged', 'registered')"
        " order by all"
    ).fetchall()
    assert lines == [
        ("2025-1", "merged", 0),
        ("2025-1", "registered", 1),
        ("2026-1", "merged", -1),
        ("2026-1", "registered", 1),
    ]


def test_another_baseline_that_counts_the_split_provinces_keeps_them_apart(register: Register) -> None:
    conn = register.conn
    conn.execute("insert into reference.baseline_source values ('2027', '2027-06-30', 12, 3, null, null, null)")
    conn.execute(
        "insert into reference.baseline values ('2027', '91', 'Papua', 2), ('2027', '93', 'Papua Selatan', 4),"
        " ('2027', '92', 'Papua Barat', 6)"
    )
    file = register.submission()
    for kim_id, province in (("A", "93"), ("B", "94"), ("C", "96")):
        register.row(file, kim_id=kim_id, province_code=province)
    register.settle()
    table = conn.execute(
        "select province_code, baseline_count, registered_count from mart.reconciliation"
        " where baseline_id = '2027' and (registered_count > 0 or baseline_count > 0) order by province_code"
    ).fetchall()
    assert table == [("91", 2, 0), ("92", 6, 1), ("93", 4, 1), ("94", None, 1), ("ID", 12, 3)]
    assert broken_totals(conn) == []


def test_the_controls_see_a_community_in_a_regency_of_another_province(register: Register) -> None:
    file = register.submission()
    register.row(file, kim_id="A", province_code="36", regency_code="35.15")
    register.settle()
    names = [total.name for total in broken_totals(register.conn)]
    assert names == ["provinces that differ from their regencies = 0", "regencies = provinces"]
    assert len(control_totals(register.conn)) > 20


def test_the_controls_see_a_record_that_is_lost(register: Register) -> None:
    file = register.submission()
    register.row(file, kim_id="A")
    register.row(file, kim_id="A")
    register.settle()
    register.conn.execute("delete from intake.record where row_number = 3")
    assert "accepted rows = records" in [total.name for total in broken_totals(register.conn)]


def test_the_summary_has_the_nation_and_the_round(register: Register) -> None:
    file = register.submission()
    register.row(file, kim_id="A")
    register.row(file, "quarantined")
    register.submission("2025-1")
    register.settle()
    assert summary(register.conn, "2026-1") == {
        "release": None,
        "registered": 1,
        "baseline": 4114,
        "difference": -4113,
        "outstanding": 4113,
        "rows_received": 2,
        "rows_accepted": 1,
        "rows_quarantined": 1,
        "rows_ignored": 0,
        "submissions": 1,
        "report": None,
    }


def test_the_public_register_shows_no_number_to_call(register: Register) -> None:
    file = register.submission()
    register.row(file, kim_id="A", name="KIM Melati 0812-3456-7890", website="https://wa.me/6281234567890")
    register.row(file, kim_id="B", name="KIM Mawar 2019-2024", website="https://mawar.kim.id/")
    register.row(file, kim_id="C", status="bubar")
    register.settle()
    shown = register.conn.execute("select name, website from mart.public_kim order by kim_id").fetchall()
    assert shown == [("KIM Melati …", None), ("KIM Mawar 2019-2024", "https://mawar.kim.id/")]
