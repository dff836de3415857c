"""Finds out what somebody asks about, a community or a region's figure, and explains it."""

import re
from typing import Any

import duckdb

from kim.errors import UsageError
from kim.home import Home
from kim.register.decisions import DecisionBook
from kim.warehouse.connect import reader
from kim.warehouse.explaining.ask import ask
from kim.warehouse.explaining.community import community
from kim.warehouse.explaining.figure import figure
from kim.warehouse.faults import told

_REGION = re.compile(r"ID|\d{2}(\.\d{2})?")


def explain(home: Home, asked: str) -> dict[str, Any]:
    """Explain a kim by its id, or the count of a province, a regency or the nation (`ID`) by its code.

    Returns the parts of the story as plain values: `kind` is `kim` or `figure`.

    Raises:
        UsageError: nothing is known by that id or code; what was probably meant is named.
    """
    code = asked.strip().upper()
    with reader(home) as conn, told(home.database):
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
