"""CSV (RFC 4180, UTF-8, safe to open in a spreadsheet) and Parquet, the same bytes for the same rows."""

from datetime import datetime
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute
import pyarrow.parquet as pq

from kim.display import FORMULA
from kim.publishing.state import moment

# The stubs of these functions give unions that none of them takes.
pc: Any = pyarrow.compute
_FORMULA = "^[" + "".join(FORMULA).replace("-", r"\-") + "]"
END = "\r\n"
LINES_AT_ONCE = 50_000


def write_csv(table: pa.Table, path: Path) -> None:
    """Write a header and a line a row: null is empty, truth is `true`, moments are ISO 8601 in UTC.

    Text that a spreadsheet would run as a formula gets an apostrophe before it.
    """
    with path.open("wb") as file:
        file.write((",".join(table.column_names) + END).encode())
        for batch in table.to_batches(max_chunksize=LINES_AT_ONCE):
            if len(batch):
                texts = [_texts(column) for column in batch.columns]
                # A line of nothing at all would be no line.
                if len(texts) == 1:
                    texts = [pc.if_else(pc.equal(texts[0], ""), '""', texts[0])]
                lines = pc.binary_join_element_wise(*texts, ",")
                joined = pc.binary_join(pa.ListArray.from_arrays([0, len(lines)], lines), END)
                file.write(joined[0].as_buffer())
                file.write(END.encode())


def _texts(column: "pa.Array[Any]") -> Any:
    """A column as its CSV shows it, quoted where it must be."""
    if pa.types.is_string(column.type):
        texts = pc.fill_null(column, "")
        risky = pc.match_substring_regex(texts, _FORMULA)
        texts = pc.if_else(risky, pc.binary_join_element_wise("'", texts, ""), texts)
    else:
        known = column.dictionary_encode()
        shown_once = pa.array(["" if value is None else str(shown(value)) for value in known.dictionary.to_pylist()])
        texts = pc.fill_null(shown_once.cast(pa.string()).take(known.indices), "")
    special = pc.match_substring_regex(texts, '[",\r\n]')
    if not pc.any(special).as_py():
        return texts
    quoted = pc.binary_join_element_wise('"', pc.replace_substring(texts, '"', '""'), '"', "")
    return pc.if_else(special, quoted, texts)


def shown(value: object) -> object:
    """One value as a CSV shows it."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, datetime):
        return moment(value)
    if isinstance(value, str):
        return safe(value)
    return value


def safe(text: str) -> str:
    """Text that no spreadsheet takes for a formula.

    >>> safe("=1+1"), safe("KIM Melati")
    ("'=1+1", 'KIM Melati')
    """
    return f"'{text}" if text.startswith(FORMULA) else text


def write_parquet(table: pa.Table, path: Path, comment: str) -> None:
    """Write one row group a hundred thousand rows, with the table's meaning in its metadata."""
    with_meaning = table.replace_schema_metadata({"comment": comment})
    pq.write_table(with_meaning, path, compression="zstd", row_group_size=100_000, store_schema=True)
