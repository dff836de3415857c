"""What cleaning takes and yields: whole batches, as Arrow tables with one fixed shape each."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

import pyarrow as pa
import pyarrow.compute

from schemas.fields import Kind, of

# The stubs of these functions give unions that none of them takes.
pc: Any = pyarrow.compute


@dataclass(frozen=True, slots=True)
class Received:
    """A file as received, known by its receipt; `received_at` (UTC) is what its dates are checked against."""

    submission_id: str
    sequence: int
    sha256: str
    file_name: str
    received_at: datetime
    round_id: str
    byte_count: int


@dataclass(frozen=True)
class Cleaned:
    """A batch of submissions, cleaned. Row order is that of receipt, sheet and row.

    `submissions`, `rows`, `findings` and `records` hold no personal data and have the columns of `intake.submission`,
    `intake.row`, `intake.finding` and `intake.record`; `contacts` is for the encrypted store alone. `columns` has those
    of `intake.sheet_column`: where each recognised column stands, so that a value can be shown at its cell; `no_kim`
    those of `intake.no_kim`: the places that are said to have no community.
    """

    submissions: pa.Table
    rows: pa.Table
    findings: pa.Table
    records: pa.Table
    contacts: pa.Table
    columns: pa.Table | None = None
    no_kim: pa.Table | None = None

    def only(self, submission_id: str) -> "Cleaned":
        """What is of one submission."""
        records = _of(self.records, "submission_id", [submission_id])
        return Cleaned(
            _of(self.submissions, "submission_id", [submission_id]),
            _of(self.rows, "submission_id", [submission_id]),
            _of(self.findings, "submission_id", [submission_id]),
            records,
            _of(self.contacts, "record_id", records["record_id"].to_pylist()),
            None if self.columns is None else _of(self.columns, "submission_id", [submission_id]),
            None if self.no_kim is None else _of(self.no_kim, "submission_id", [submission_id]),
        )


def _of(table: pa.Table, column: str, wanted: list[Any]) -> pa.Table:
    return table.filter(pc.is_in(table[column], value_set=pa.array(wanted, pa.string())))


_TEXT: pa.DataType = pa.string()


def _schema(**columns: pa.DataType) -> pa.Schema:
    return pa.schema(columns)


SUBMISSION = _schema(
    submission_id=_TEXT,
    sequence=pa.int64(),
    sha256=_TEXT,
    file_name=_TEXT,
    office_code=_TEXT,
    office_source=_TEXT,
    received_at=pa.timestamp("us"),
    round_id=_TEXT,
    format=_TEXT,
    byte_count=pa.int64(),
    row_count=pa.int64(),
    accepted_count=pa.int64(),
    quarantined_count=pa.int64(),
    ignored_count=pa.int64(),
    status=_TEXT,
    duplicate_of=_TEXT,
    rule_set_hash=_TEXT,
)

ROW = _schema(
    submission_id=_TEXT,
    sheet=_TEXT,
    row_number=pa.int32(),
    cells=_TEXT,
    outcome=_TEXT,
    reason=_TEXT,
)

FINDING = _schema(
    submission_id=_TEXT,
    sheet=_TEXT,
    row_number=pa.int32(),
    column_name=_TEXT,
    cell=_TEXT,
    rule=_TEXT,
    severity=_TEXT,
    value=_TEXT,
    message_id=_TEXT,
    message_en=_TEXT,
    suggestion=_TEXT,
)

_TYPES: dict[Kind, pa.DataType] = {"text": _TEXT, "integer": pa.int32(), "date": pa.date32(), "json": _TEXT}

RECORD = _schema(
    record_id=_TEXT,
    submission_id=_TEXT,
    sequence=pa.int64(),
    sheet=_TEXT,
    row_number=pa.int32(),
    **{one.name: _TYPES[one.type] for one in of("record")},
)

CONTACT = _schema(
    record_id=_TEXT,
    leader_name=_TEXT,
    phone=_TEXT,
    email=_TEXT,
    address=_TEXT,
)

SHEET_COLUMN = _schema(
    submission_id=_TEXT,
    sheet=_TEXT,
    first_row=pa.int32(),
    last_row=pa.int32(),
    field=_TEXT,
    letters=_TEXT,
)

NO_KIM = _schema(
    submission_id=_TEXT,
    sheet=_TEXT,
    row_number=pa.int32(),
    level=_TEXT,
    province_code=_TEXT,
    regency_code=_TEXT,
    district_code=_TEXT,
    village_code=_TEXT,
)
