"""Where each recognised column of a table stands, so that a value can be shown at its cell years later."""

from collections.abc import Sequence

import pyarrow as pa

from kim.cleaning.model import SHEET_COLUMN, Received
from kim.reading.addresses import column_letters
from kim.reading.model import Reading, Table


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


def _span(table: Table) -> tuple[int, int]:
    return min(table.row_numbers), max(table.row_numbers)
