"""Reach: districts and active kim of each regency, never more districts than it has."""

from collections.abc import Callable

import duckdb

Put = Callable[..., None]


def reach(conn: duckdb.DuckDBPyConnection, regency: str) -> tuple[int, ...]:
    found = conn.execute(
        "select district_count, districts_with_active_kim, active_kim, active_kim_with_channel from mart.reach "
        "where regency_code = ?",
        [regency],
    ).fetchall()
    assert len(found) == 1
    return tuple(found[0])


def test_one_row_a_regency_of_today(conn: duckdb.DuckDBPyConnection) -> None:
    assert conn.execute("select count(*), count(distinct regency_code) from mart.reach").fetchall() == [(514, 514)]
    assert conn.execute("select sum(district_count) from mart.reach").fetchall() == [(7285,)]
    assert reach(conn, "35.15") == (18, 0, 0, 0)


def test_only_active_kim_reach_and_only_channels_tell(conn: duckdb.DuckDBPyConnection, put: Put) -> None:
    for kim_id, district, status, channels in (
        ("KIM-A", "35.15.01", "aktif", '{"instagram": "a"}'),
        ("KIM-B", "35.15.01", "aktif", "{}"),
        ("KIM-C", "35.15.02", "aktif", None),
        ("KIM-D", None, "aktif", '{"whatsapp": "b"}'),
        ("KIM-E", "35.15.03", "tidak_aktif", '{"x": "c"}'),
        ("KIM-F", "35.15.04", "bubar", '{"x": "d"}'),
        ("KIM-G", "35.99.99", "aktif", None),
    ):
        put(
            "registry.kim",
            kim_id=kim_id,
            regency_code="35.15",
            district_code=district,
            status=status,
            channels=channels,
        )
    assert reach(conn, "35.15") == (18, 2, 5, 2)


def test_a_kim_under_a_retired_code_reaches_the_regency_of_today(conn: duckdb.DuckDBPyConnection, put: Put) -> None:
    put("registry.kim", kim_id="KIM-A", regency_code="91.01", province_code="91")
    assert reach(conn, "93.01")[2] == 1
