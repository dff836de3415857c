"""A release's CSV is what Python's own writer makes of the same values."""

import csv
import io
from datetime import UTC, datetime
from pathlib import Path

import pyarrow as pa
from hypothesis import given
from hypothesis import strategies as st

from kim.publishing.flat_files import shown, write_csv

TEXT = st.none() | st.text(alphabet="ab ,\"'\r\n=+-@\té", max_size=6)
KINDS: dict[str, pa.DataType] = {
    "name": pa.string(),
    "count": pa.int64(),
    "open": pa.bool_(),
    "at": pa.timestamp("us"),
    "day": pa.date32(),
}
SCHEMA = pa.schema(KINDS)
ROWS = st.lists(
    st.fixed_dictionaries(
        {
            "name": TEXT,
            "count": st.none() | st.integers(-(2**40), 2**40),
            "open": st.none() | st.booleans(),
            "at": st.none() | st.datetimes(datetime(2000, 1, 1), datetime(2030, 1, 1)),
            "day": st.none() | st.dates(),
        }
    ),
    max_size=8,
)


def by_hand(table: pa.Table) -> bytes:
    made = io.StringIO()
    writer = csv.writer(made, lineterminator="\r\n")
    writer.writerow(table.column_names)
    writer.writerows([[shown(value) for value in row.values()] for row in table.to_pylist()])
    return made.getvalue().encode()


@given(ROWS)
def test_a_table_is_written_as_by_the_standard_writer(rows: list[dict[str, object]]) -> None:
    table = pa.Table.from_pylist(rows, schema=SCHEMA)
    for chosen in (table, table.select(["name"])):
        assert written(chosen) == by_hand(chosen)


def written(table: pa.Table) -> bytes:
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "table.csv"
        write_csv(table, path)
        return path.read_bytes()


def test_moments_are_in_utc_and_formulas_are_text(tmp_path: Path) -> None:
    path = tmp_path / "table.csv"
    moments = pa.array([datetime(2026, 3, 1, 2, tzinfo=UTC)], pa.timestamp("us", "UTC"))
    write_csv(pa.table({"at": moments, "name": ["=1+1"]}), path)
    assert path.read_bytes() == b"at,name\r\n2026-03-01T02:00:00Z,'=1+1\r\n"
