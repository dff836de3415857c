"""The scanner finds a word in each kind of file that a home may hold, so that finding none means something."""

import gzip
import sqlite3
import zipfile
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from openpyxl import Workbook

from tests.privacy.scanner import scan

NAME, PHONE = "Siti Rahasia Rekaan", "81199887766"


@pytest.mark.parametrize("written", ["+62 811-9988-7766", "0811.9988.7766", "081199887766", "(62) 811 9988 7766"])
def test_phones_in_any_spelling(tmp_path: Path, written: str) -> None:
    (tmp_path / "log.txt").write_text(f"row 7: {written}")
    assert scan(tmp_path, [PHONE])


def test_names_in_any_case_across_line_breaks_and_encodings(tmp_path: Path) -> None:
    (tmp_path / "a").write_text(NAME.upper().replace(" ", "\n "))
    (tmp_path / "b").write_bytes(b"x" + NAME.encode("utf-16-le"))
    assert {hit.place.split()[0] for hit in scan(tmp_path, [NAME])} == {"a", "b"}


def test_inside_workbooks_zips_parquet_databases_and_file_names(tmp_path: Path) -> None:
    book = Workbook()
    book.worksheets[0].append([NAME])
    book.save(tmp_path / "a.xlsx")
    with zipfile.ZipFile(tmp_path / "b.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.write(tmp_path / "a.xlsx", "inner.xlsx")
    table = pa.table({"x": [NAME] * 1000})
    pq.write_table(table, tmp_path / "c.parquet", compression="zstd")
    with duckdb.connect(str(tmp_path / "d.duckdb")) as conn:
        conn.execute("create schema s; create table s.t as select ? as x", [NAME])
    with sqlite3.connect(tmp_path / "e.db") as lite:
        lite.execute("create table t (x)")
        lite.execute("insert into t values (?)", [NAME])
    (tmp_path / "f.gz").write_bytes(gzip.compress(NAME.encode()))
    (tmp_path / f"{NAME}.txt").write_text("")
    places = {hit.place.split()[0] for hit in scan(tmp_path, [NAME])}
    assert places == {"a.xlsx", "b.zip", "c.parquet", "d.duckdb", "e.db", "f.gz", "the"}


def test_what_is_not_there_is_not_found(tmp_path: Path) -> None:
    (tmp_path / "a").write_text("Petugas Rekaan 0812")
    assert scan(tmp_path, [NAME, PHONE]) == []
