"""The guard: what cleaning yields passes; any disagreement stops the load and names no value."""

from dataclasses import replace
from datetime import UTC, datetime

import pyarrow as pa
import pytest

from kim.cleaning import Cleaned, Received, clean
from kim.errors import KimError
from kim.reading.model import CellError, CellValue, Column, Reading, Table
from kim.warehouse.border import guard, guard_figures

SECRET = "081234567890"


@pytest.fixture(scope="module")
def cleaned() -> Cleaned:
    columns = tuple(Column(i, f, f) for i, f in enumerate(("nama_kim", "provinsi", "nomor_hp", "email")))
    values: list[list[CellValue | CellError]] = [
        ["KIM Melati", "KIM Mawar"],
        ["Bali", "Bali"],
        [SECRET, None],
        ["a@contoh.id; b@contoh.id", None],
    ]
    table = Table("KIM", columns, [2, 3], values)
    received = Received("s" + "0" * 16, 1, "0" * 64, "kim.xlsx", datetime(2026, 5, 1, tzinfo=UTC), "2026-1", 10)
    return clean([(received, Reading("kim.xlsx", "xlsx", (table,)))])


def put(table: pa.Table, column: str, *values: object) -> pa.Table:
    at = table.schema.get_field_index(column)
    return table.set_column(at, table.schema.field(at), pa.array(list(values), table.schema.field(at).type))


def test_what_cleaning_yields_passes(cleaned: Cleaned) -> None:
    guard(cleaned)
    guard(clean([]))


@pytest.mark.parametrize(
    ("table", "column", "values"),
    [
        ("records", "province_code", ("5", "51")),
        ("records", "regency_code", ("35.15", None)),
        ("records", "village_code", ("51.01.01.2001", None)),
        ("records", "status", ("entah", "aktif")),
        ("records", "level", (None, "province")),
        ("records", "name", (f"KIM 3515010101900001 {SECRET}", "KIM Mawar")),
        ("records", "founded_precision", ("year", None)),
        ("records", "member_count", (-1, None)),
        ("contacts", "phone", (SECRET, None)),
        ("contacts", "email", ("bukan surel", None)),
        ("findings", "severity", None),
        ("rows", "outcome", ("hilang", "accepted")),
        ("submissions", "accepted_count", (7,)),
        ("submissions", "status", ("entah",)),
    ],
)
def test_a_disagreement_stops_the_load(
    cleaned: Cleaned, table: str, column: str, values: tuple[object, ...] | None
) -> None:
    frame = getattr(cleaned, table)
    spoilt = put(frame, column, *(values or ["grave"] * frame.num_rows))

    with pytest.raises(KimError) as fault:
        guard(replace(cleaned, **{table: spoilt}))

    error_text = str(fault.value)
    assert table.rstrip("s") in error_text
    assert SECRET not in error_text
    assert "3515010101900001" not in error_text
    if table == "records":
        assert "s" + "0" * 16 in error_text


def figures(**changes: list[object]) -> pa.Table:
    row: dict[str, list[object]] = {
        "baseline_id": ["2023", "2023"],
        "province_code": ["35", "15"],
        "province_name": ["Jawa Timur", "Jambi"],
        "baseline_count": [1031, None],
        "registered_count": [10, 2],
        "founded_by_baseline": [4, 1],
        "founded_after": [5, 1],
        "founded_unknown": [1, 0],
        "difference": [-1021, None],
        "outstanding": [1026, None],
        "surplus": [0, None],
        "status": ["short", "not_in_baseline"],
    }
    return pa.table(row | changes)


def test_figures_pass_when_they_add_up() -> None:
    guard_figures({"reconciliation": figures(), "kim": pa.table({"x": [1]})})


@pytest.mark.parametrize(
    "changes",
    [
        {"difference": [-1021, 0]},
        {"outstanding": [-1, None]},
        {"registered_count": [11, 2]},
        {"status": ["kurang", "not_in_baseline"]},
        {"province_code": ["35", "35"]},
    ],
)
def test_figures_that_do_not_add_up_are_not_published(changes: dict[str, list[object]]) -> None:
    with pytest.raises(KimError, match="nothing was published"):
        guard_figures({"reconciliation": figures(**changes)})
