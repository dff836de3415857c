"""`aggregates.xlsx`: one sheet a table, with a sheet of notes first; the same bytes for the same rows."""

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

import pyarrow as pa
import xlsxwriter

from kim.publishing.metadata import Metadata
from kim.publishing.tables import Described, catalogue

# Ten times the register of 2023. Beyond it a sheet takes seconds to write and longer to open.
MOST_ROWS = 50_000
SAMPLE = 500


def write(tables: Mapping[str, pa.Table], about: Metadata, data_time: datetime, path: Path) -> None:
    """Write the workbook; its dates are those of the data. A table over `MOST_ROWS` is left to its CSV."""
    book = xlsxwriter.Workbook(
        path,
        {
            "constant_memory": True,
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
            "default_date_format": "yyyy-mm-dd hh:mm",
        },
    )
    created = data_time.replace(tzinfo=None)
    book.set_properties({"title": about.title_id, "author": about.producer_id, "created": created})
    head = {"bold": True, "bg_color": "#0b3c5d", "font_color": "#ffffff", "text_wrap": True, "valign": "vcenter"}
    styles = {
        "title": book.add_format({"bold": True, "font_size": 16, "font_color": "#0b3c5d"}),
        "head": book.add_format(head),
        "head_number": book.add_format(head | {"align": "right"}),
        "label": book.add_format({"bold": True, "valign": "top"}),
        "text": book.add_format({"text_wrap": True, "valign": "top"}),
        "number": book.add_format({"num_format": "#,##0"}),
        "total": book.add_format({"num_format": "#,##0", "bold": True, "top": 1}),
        "plain": book.add_format({}),
    }
    _notes(book, styles, about, {name: table.num_rows for name, table in tables.items()})
    for table in catalogue()[0]:
        rows = tables[table.name]
        if rows.num_rows <= MOST_ROWS:
            _sheet(book, styles, table, rows)
    book.close()


def _notes(book: Any, styles: dict[str, Any], about: Metadata, counts: dict[str, int]) -> None:
    sheet = book.add_worksheet("Catatan")
    sheet.hide_gridlines(2)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.set_row(0, 26)
    sheet.set_column(0, 0, 30)
    sheet.set_column(1, 1, 110)
    sheet.write_string(0, 0, about.title_id, styles["title"])
    line = 2
    for label, text in about.lines_id():
        _note(sheet, line, label, text, styles)
        line += 1
    line += 1
    sheet.write_string(line, 0, "Lembar", styles["head"])
    sheet.write_string(line, 1, "Isi", styles["head"])
    for table in catalogue()[0]:
        line += 1
        where = (
            "" if counts[table.name] <= MOST_ROWS else f" (terlalu besar untuk lembar kerja: lihat {table.name}.csv)"
        )
        _note(sheet, line, table.name, f"{table.title_id}{where}. {table.comment}", styles)


def _note(sheet: Any, line: int, label: str, text: str, styles: dict[str, Any]) -> None:
    sheet.set_row(line, 15.5 * (1 + len(text) // 105))
    sheet.write_string(line, 0, label, styles["label"])
    sheet.write_string(line, 1, text, styles["text"])


def _sheet(book: Any, styles: dict[str, Any], table: Described, rows: pa.Table) -> None:
    sheet = book.add_worksheet(table.name)
    labels = catalogue()[1]
    heads = [labels.get(name, name) for name in rows.column_names]
    sheet.set_row(0, 34)
    sheet.freeze_panes(1, 2 if len(heads) > 6 else 1)
    numbers = [pa.types.is_integer(column.type) for column in rows.schema]
    for index, (name, head) in enumerate(zip(rows.column_names, heads, strict=True)):
        sample = rows.column(index).slice(0, SAMPLE).to_pylist()
        longest = max([len(head) * 0.7, *(len(str(value)) for value in sample if value is not None)])
        sheet.set_column(index, index, min(60, max(9, longest + 2)))
        sheet.write_string(0, index, head, styles["head_number" if numbers[index] else "head"])
        sheet.write_comment(0, index, f"{name}: {table.columns.get(name, '')}", {"x_scale": 2.2})
    line = 0
    for batch in rows.to_batches(max_chunksize=50_000):
        for values in zip(*(column.to_pylist() for column in batch.columns), strict=True):
            line += 1
            style = styles["total"] if "ID" in values[:2] else styles["number"]
            for index, value in enumerate(values):
                _cell(sheet, line, index, value, style if numbers[index] else styles["plain"])
    if line:
        sheet.autofilter(0, 0, line, len(heads) - 1)
    sheet.repeat_rows(0)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)


def _cell(sheet: Any, line: int, index: int, value: object, style: Any) -> None:
    if value is None:
        return
    if isinstance(value, bool):
        sheet.write_string(line, index, "ya" if value else "tidak", style)
    elif isinstance(value, int):
        sheet.write_number(line, index, value, style)
    elif isinstance(value, datetime):
        sheet.write_datetime(line, index, value.replace(tzinfo=None))
    else:
        sheet.write_string(line, index, str(value), style)
