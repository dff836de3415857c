"""A batch enters whole or not at all."""

from collections.abc import Callable

import duckdb
import pytest

from kim.cleaning.model import Cleaned
from kim.errors import KimError
from kim.warehouse.load import load

Batch = Callable[..., Cleaned]


def count(conn: duckdb.DuckDBPyConnection, relation: str) -> int:
    return int(conn.execute(f"select count(*) from {relation}").fetchall()[0][0])


def counts(conn: duckdb.DuckDBPyConnection) -> list[int]:
    return [count(conn, f"intake.{name}") for name in ("submission", "row", "finding", "record")]


def test_a_batch_is_loaded_in_the_order_given(conn: duckdb.DuckDBPyConnection, batch: Batch) -> None:
    load(conn, batch(1, 3))
    load(conn, batch(4, 4))
    assert counts(conn) == [4, 8, 4, 8]
    assert conn.execute("select sequence from intake.submission").fetchall() == [(1,), (2,), (3,), (4,)]
    assert conn.execute("select cells->>'Nama KIM' from intake.row limit 1").fetchall() == [("KIM Contoh 1-2",)]


def test_a_submission_that_is_loaded_already_is_refused_with_its_whole_batch(
    conn: duckdb.DuckDBPyConnection, batch: Batch
) -> None:
    load(conn, batch(1, 2))
    with pytest.raises(KimError, match=r"berkas-2\.xlsx is loaded already"):
        load(conn, batch(2, 3))
    assert counts(conn) == [2, 4, 2, 4]


def test_a_batch_whose_records_do_not_fit_leaves_nothing(conn: duckdb.DuckDBPyConnection, batch: Batch) -> None:
    good = batch(1, 1)
    names = good.records.schema.get_field_index("name")
    broken = good.records.set_column(names, "name", [[None, "KIM Contoh"]])
    with pytest.raises(duckdb.Error, match="NOT NULL"):
        load(conn, Cleaned(good.submissions, good.rows, good.findings, broken, good.contacts))
    assert counts(conn) == [0, 0, 0, 0]
    load(conn, good)
    assert counts(conn) == [1, 2, 1, 2]


def test_labels_that_only_idna_can_write_are_kept_in_ascii(conn: duckdb.DuckDBPyConnection, batch: Batch) -> None:
    load(conn, batch(1, 1, domain_label="Bücher"))
    load(conn, batch(2, 2, domain_label="bücher"))
    load(conn, batch(3, 3, domain_label="xn--salah"))
    load(conn, batch(4, 4, domain_label="anyelir"))
    assert conn.execute("from intake.idna_label").fetchall() == [("bücher", "xn--bcher-kva")]
