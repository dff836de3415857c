"""What went into a release: the same state gives the same data, so nothing new is published of it twice."""

import hashlib
import json
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version

import duckdb

from kim.errors import KimError
from kim.statements import statement

LIVE = ("accepted", "partly_accepted")
"""What `intake.is_live` holds for, to read the manifest of an earlier release."""


@dataclass(frozen=True, slots=True)
class State:
    """The state of one finished warehouse; `data_time` is the last receipt or decision in it, in UTC."""

    data_time: datetime
    submissions: tuple[dict[str, object], ...]
    decisions: tuple[str, ...]
    rule_sets: tuple[str, ...]
    code_version: str
    fingerprint: str

    @property
    def live(self) -> list[str]:
        """The submissions whose records count."""
        return [str(one["submission_id"]) for one in self.submissions if one["status"] in LIVE]


def code_version() -> str:
    """The version of the package that computes the figures."""
    try:
        return version("kim-register")
    except PackageNotFoundError:
        return "unpacked"


def state_of(conn: duckdb.DuckDBPyConnection, round_id: str) -> State:
    """Read the state of a finished warehouse.

    Raises:
        KimError: nothing was ever received, so that there is nothing to publish.
    """
    row = conn.execute(statement("publishing/state")).fetchall()[0]
    if row[0] is None:
        raise KimError("nothing has been received yet: put files into raw/inbox and run `kim run`")
    cursor = conn.execute(statement("publishing/submissions"))
    names = [column[0] for column in cursor.description or []]
    rows = [dict(zip(names, values, strict=True)) for values in cursor.fetchall()]
    decisions = tuple(str(item) for item, _ in conn.execute(statement("publishing/decisions")).fetchall())
    rule_sets = tuple(sorted({str(one["rule_set_hash"]) for one in rows if one["rule_set_hash"]}))
    submissions = tuple({name: _plain(value) for name, value in one.items() if name != "rule_set_hash"} for one in rows)
    known = {
        "round": round_id,
        # The same bytes again change nothing.
        "submissions": [[one["submission_id"], one["status"]] for one in submissions if one["status"] != "duplicate"],
        "decisions": decisions,
        "rules": rule_sets,
        "code": code_version(),
        "register": row[1],
        "reference": row[2],
    }
    fingerprint = hashlib.sha256(json.dumps(known, sort_keys=True).encode()).hexdigest()
    return State(row[0].replace(tzinfo=UTC), submissions, decisions, rule_sets, code_version(), fingerprint)


def _plain(value: object) -> object:
    return moment(value) if isinstance(value, datetime) else value


def moment(value: datetime) -> str:
    """A moment as files show it: UTC, `2026-03-01T02:00:00Z`; naive ones are UTC already."""
    aware = value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)
    return aware.strftime("%Y-%m-%dT%H:%M:%SZ")
