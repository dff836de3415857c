"""Where each recognised column of a table stands, so that a value can be shown at its cell years later."""

from collections.abc import Sequence

import pyarrow as pa

from kim.cleaning.model import SHEET_COLUMN, Cleaned, Received
from kim.reading.addresses import column_letters
from kim.reading.model import Reading, Table
from kim.reading.titles import hidden_sheets


def sheet_columns(batch: Sequence[tuple[Received, Reading]]) -> pa.Table:
    """The columns of `intake.sheet_column`: one row a table and recognised column; headers as typed are not kept."""
    rows = [
        (receipt.submission_id, table.sheet, *_span(table), column.field, column_letters(column.index))
        for receipt, reading in batch
        for table in reading.tables
        if table.row_numbers
        for column in table.columns
        if column.field is not None
    ]
    return pa.Table.from_pylist([dict(zip(SHEET_COLUMN.names, row, strict=True)) for row in rows], schema=SHEET_COLUMN)


def with_sheets_hidden(made: Cleaned, batch: Sequence[tuple[Received, Reading]]) -> Cleaned:
    """The tables with `Sheet N` for each sheet whose name as sent may not be shown; the archive keeps that name."""
    names = {
        (received.submission_id, sheet): shown
        for received, reading in batch
        for sheet, shown in hidden_sheets(reading).items()
    }
    if not names:
        return made
    return Cleaned(
        made.submissions,
        _renamed(made.rows, names),
        _renamed(made.findings, names),
        _renamed(made.records, names),
        made.contacts,
        None if made.columns is None else _renamed(made.columns, names),
        None if made.no_kim is None else _renamed(made.no_kim, names),
    )


def _renamed(table: pa.Table, names: dict[tuple[str, str], str]) -> pa.Table:
    pairs = zip(table["submission_id"].to_pylist(), table["sheet"].to_pylist(), strict=True)
    shown = [names.get((str(submission), str(sheet)), sheet) for submission, sheet in pairs]
    return table.set_column(table.column_names.index("sheet"), "sheet", pa.array(shown, pa.string()))


def _span(table: Table) -> tuple[int, int]:
    return min(table.row_numbers), max(table.row_numbers)
