"""How a community, or a figure, came about: down to file, sheet, row and cell, as plain values.

Of a community: the records that describe it, why they are one, and where each of its fields comes from. Of a figure:
the communities that it counts, the comparison with the baseline, and the bridge lines that make it.
"""

import json
import re
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

import duckdb

from kim.errors import UsageError
from kim.home import Home
from kim.register.decisions import Decision, DecisionBook
from kim.statements import statement
from kim.warehouse.connect import reader
from kim.warehouse.faults import named_faults
from schemas.fields import facts

Row = dict[str, Any]
_REGION = re.compile(r"ID|\d{2}(\.\d{2})?")
_PLACE = ("village_name", "district_name", "regency_name", "province_name", "level")
FIELDS = {fact: _PLACE if fact == "place" else tuple(attributes) for fact, (_, attributes) in facts().items()}
"""What `registry.kim_source` calls a field → the columns that it covers; of a place, its names."""
MOST = 100_000
"""Communities that are listed at most; the nation has some thousands."""


def explain(home: Home, asked: str) -> dict[str, Any]:
    """Explain a kim by its id, or the count of a province, a regency or the nation (`ID`) by its code.

    Returns the parts of the explanation as plain values: `kind` is `kim` or `figure`.

    Raises:
        UsageError: nothing is known by that id or code; what was probably meant is named.
    """
    code = asked.strip().upper()
    with reader(home) as conn, named_faults(home.database):
        if _REGION.fullmatch(code):
            regions = ask(conn, "region", code=code)
            if regions:
                return {"kind": "figure", "asked": code, **figure(conn, regions[0]["code"])}
        resolved = ask(conn, "resolve", kim_id=code)
        if resolved and ask(conn, "known", kim_id=resolved[0]["kim_id"])[0]["known"]:
            decisions = DecisionBook(home.decisions).all()
            return {"kind": "kim", "asked": code, **community(conn, resolved[0]["kim_id"], decisions)}
        raise _unknown(conn, asked.strip())


def _unknown(conn: duckdb.DuckDBPyConnection, asked: str) -> UsageError:
    similar = ask(conn, "similar", typed=asked)
    meant = ", ".join(f"{row['code']} ({row['name']})" for row in similar)
    advice = f"Did you mean {meant}?" if meant else "Give a kim_id, a province code (35), a regency code (35.15) or ID."
    return UsageError(f"Nothing is known by {asked!r}. {advice}")


def community(conn: duckdb.DuckDBPyConnection, kim_id: str, decisions: Sequence[Decision]) -> dict[str, Any]:
    """Everything that is known of how the community `kim_id` came about."""
    kim = ask(conn, "kim", kim_id=kim_id)
    records = ask(conn, "records", kim_id=kim_id)
    record_ids = [record["record_id"] for record in records]
    found = ask(conn, "findings", record_ids=record_ids)
    for number, record in enumerate(records, start=1):
        record["number"] = number
        record["findings"] = [_without_id(row) for row in found if row["record_id"] == record["record_id"]]
    aliases = ask(conn, "aliases", kim_id=kim_id)
    names = {kim_id, *record_ids, *(row["kim_id"] for row in aliases), *(row["submission_id"] for row in records)}
    return {
        "kim_id": kim_id,
        "kim": kim[0] if kim else None,
        "records": records,
        "matches": ask(conn, "matches", record_ids=record_ids),
        "sources": [_valued(row, kim[0] if kim else {}) for row in ask(conn, "sources", kim_id=kim_id, facts=_facts())],
        "decisions": [line.model_dump(mode="json", exclude_none=True) for line in decisions if _about(line, names)],
        "reviews": ask(conn, "reviews", record_ids=record_ids),
        "aliases": aliases,
        "history": ask(conn, "history", kim_id=kim_id),
        "domain": next(iter(ask(conn, "domain", kim_id=kim_id)), None) if kim and kim[0]["domain_label"] else None,
    }


def _facts() -> list[dict[str, object]]:
    """Each fact with the columns that give it, in the order in which they are shown."""
    return [{"field": fact, "columns": columns} for fact, (columns, _) in facts().items()]


def _about(line: Decision, names: set[str]) -> bool:
    return line.subject in names or line.object in names


def _without_id(row: Row) -> Row:
    return {key: value for key, value in row.items() if key != "record_id"}


def _valued(row: Row, kim: Row) -> Row:
    values = {name: kim.get(name) for name in FIELDS.get(row["field"], (row["field"],))}
    return {**row, "value": {name: value for name, value in values.items() if value is not None}}


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


def ask(conn: duckdb.DuckDBPyConnection, name: str, **values: Any) -> list[Row]:
    """The rows of `warehouse/explain/<name>.sql`: JSON is decoded, times are ISO 8601 in UTC (`…Z`)."""
    return rows(conn, statement(f"explain/{name}"), values)


def rows(conn: duckdb.DuckDBPyConnection, sql: str, values: Row) -> list[Row]:
    """The rows of any query."""
    result = conn.execute(sql, values)
    description = result.description or []
    names = [column[0] for column in description]
    kinds = [str(column[1]) for column in description]
    return [
        {name: _plain(value, kind) for name, value, kind in zip(names, row, kinds, strict=True)}
        for row in result.fetchall()
    ]


def _plain(value: Any, kind: str) -> Any:
    if isinstance(value, datetime):
        return value.isoformat() + "Z"
    if isinstance(value, date):
        return value.isoformat()
    return json.loads(value) if kind == "JSON" and value is not None else value
