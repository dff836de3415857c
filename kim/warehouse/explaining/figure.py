"""A figure: the communities that it counts, the comparison with the baseline, and the bridge lines that make it."""

from typing import Any

import duckdb

from kim.warehouse.explaining.ask import Row, ask, rows

MOST = 100_000
"""Communities that are listed at most; the nation has some thousands."""


def figure(conn: duckdb.DuckDBPyConnection, code: str) -> dict[str, Any]:
    """How the count of the region `code` (ID, a province, a regency) came about."""
    compared = [] if "." in code else ask(conn, "figure_reconciliation", code=code)
    return {
        "code": code,
        "figure": ask(conn, "figure", code=code)[0],
        "reconciliation": compared,
        "bridge": _bridge(conn, code, compared),
        "parts": [] if "." in code else ask(conn, "figure_parts", code=code),
        "intake": ask(conn, "figure_intake", code=code),
        "kim": ask(conn, "figure_kim", code=code, most=MOST),
    }


def _bridge(conn: duckdb.DuckDBPyConnection, code: str, compared: list[Row]) -> list[Row]:
    """The lines of both bridges, with the region's part in each where the line's listing names provinces."""
    if "." in code:
        return []
    own = {row["baseline_id"]: row for row in compared}
    lines = []
    for line in ask(conn, "bridge"):
        provinces = [code]
        if line["section"] == "baseline" and code != "ID":
            row = own.get(line["baseline_id"])
            provinces = sorted({row["province_code"], *(row["provinces"] or [])}) if row else []
        part = line["amount"] if code == "ID" else _part(conn, line, provinces)
        lines.append({**line, "part": part, "part_listing_sql": _narrowed(line["listing_sql"], provinces)})
    return [line for line in lines if code == "ID" or line["part"] is not None]


def _part(conn: duckdb.DuckDBPyConnection, line: Row, provinces: list[str]) -> int | None:
    """What the provinces contribute to a line: the sum of its amounts, or the number of its communities, signed."""
    listing = line["listing_sql"]
    columns = [column[0] for column in conn.execute(f"describe {listing}").fetchall()]
    if "province_code" not in columns:
        return None
    counted = "coalesce(sum(amount), 0)" if "amount" in columns else "count(*)"
    found = rows(conn, f"select {counted}::bigint as part from ({_narrowed(listing, provinces)})", {})
    counted_down = "amount" not in columns and line["amount"] < 0
    return -int(found[0]["part"]) if counted_down else int(found[0]["part"])


def _narrowed(listing: str, provinces: list[str]) -> str:
    if provinces == ["ID"]:
        return listing
    codes = ", ".join(f"'{code}'" for code in provinces)  # codes of our own tables, never typed text
    return f"select * from ({listing}) where province_code in ({codes})"
