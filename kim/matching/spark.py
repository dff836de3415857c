"""Pairs on Spark: for registers whose pairs no longer fit one machine; the same levels, hence the same ids and figures.

Spark makes the pairs, by the same SQL, and spreads them; each of its workers compares its share in a DuckDB of its own,
by the very statement that compares in place. What goes out holds nothing personal: blocks are renumbered, so that no
number stands for a phone or an address of anybody, and personal fields are compared afterwards, in this process alone.
"""

import os
import re
import secrets
import sys
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

import fsspec
import pyarrow as pa
import pyarrow.parquet as pq

from kim.errors import KimError, UsageError
from kim.matching.script import count, drop, found, run, text
from kim.matching.weights import level_table
from kim.statements import statement

if TYPE_CHECKING:
    import duckdb

_ROWS = 100_000
# Spark has no unsigned numbers.
_SIDE = "select * replace (list_transform(channels, lambda c: c::varchar) as channels) from side"


class OnSpark:
    """Compares pairs on the Spark cluster at `master`; tables travel as Parquet over `share`, which all of it reaches.

    Raises:
        UsageError: pyspark is not installed, or no place to share is set.
    """

    def __init__(self, master: str, share: str | None) -> None:
        if not share:
            raise UsageError(
                "KIM_MATCHING_ENGINE is spark but KIM_SHARE is not set: name a place that this machine and Spark's "
                "workers both reach, such as a network folder or s3a://bucket/prefix"
            )
        self._master = master
        self._share = share.rstrip("/")

    def level(self, conn: "duckdb.DuckDBPyConnection") -> int:
        """Compare the pairs on Spark; `levelled` comes back into the connection.

        Raises:
            KimError: Spark cannot be started, or the shared place cannot be reached.
        """
        _make_empty(conn)
        if not count(conn, "open_block"):
            return 0
        files, root = fsspec.core.url_to_fs(self._share)
        folder = f"matching-{secrets.token_hex(8)}"
        try:
            files.makedirs(f"{root}/{folder}")
            for name, query in (("open_block", statement("spark/open_block")), ("side", _SIDE)):
                _send(conn, query, files, f"{root}/{folder}/{name}.parquet")
            pairs = self._compare(conn, f"{self._share}/{folder}")
            for path in sorted(files.glob(f"{root}/{folder}/levelled/*.parquet")):
                _take(conn, files, path)
        except OSError as fault:
            raise KimError(
                f"the shared place of KIM_SHARE cannot be read or written ({fault.strerror or type(fault).__name__}): "
                "check it and its credentials, then run again; nothing was changed"
            ) from fault
        finally:
            if files.exists(f"{root}/{folder}"):
                files.rm(f"{root}/{folder}", recursive=True)
        return pairs

    def _compare(self, conn: "duckdb.DuckDBPyConnection", url: str) -> int:
        spark = _session(self._master)
        try:
            for name in ("open_block", "side"):
                spark.read.parquet(f"{url}/{name}.parquet").createOrReplaceTempView(name)
            candidate = spark.sql(_query("27_candidate")).persist()
            pairs = int(candidate.count())
            candidate.createOrReplaceTempView("candidate")
            columns = list(spark.table("side").columns)
            sides = ", ".join(f"{side}.{name} as {name}_{side}" for side in "lr" for name in columns)
            paired = spark.sql(
                f"select {sides} from candidate as c inner join side as l on l.ordinal = c.ordinal_l "
                "inner join side as r on r.ordinal = c.ordinal_r"
            )
            kinds = _plain(conn.sql("from levelled").to_arrow_table()).schema
            levelled = paired.mapInArrow(_comparing(conn), _spark_schema(kinds))
            levelled.write.parquet(f"{url}/levelled")
        finally:
            spark.stop()
        return pairs


def _session(master: str) -> Any:
    try:
        from pyspark.sql import SparkSession
    except ImportError:
        raise UsageError(
            "KIM_MATCHING_ENGINE is spark but Spark is not installed: pip install 'kim-register[spark]', and Java 17 "
            "or newer, here and on the cluster's workers"
        ) from None
    builder: Any = SparkSession.builder
    if master.startswith("local"):
        os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    try:
        return (
            builder.master(master)
            .appName("kim-register: pairs")
            .config("spark.ui.enabled", "false")
            .config("spark.ui.showConsoleProgress", "false")
            .config("spark.log.level", "ERROR")
            .config("spark.sql.execution.arrow.maxRecordsPerBatch", str(_ROWS))
            .config("spark.sql.shuffle.partitions", "16" if master.startswith("local") else "200")
            .getOrCreate()
        )
    except Exception as fault:
        raise KimError(
            f"Spark at {master} cannot be started ({type(fault).__name__}): is Java 17 or newer installed, and the "
            "master reachable? KIM_MATCHING_ENGINE=duckdb compares on this machine"
        ) from fault


def _query(name: str) -> str:
    """The select that a step makes its table of."""
    return text(name).partition(" as\n")[2].rstrip().rstrip(";")


def _make_empty(conn: "duckdb.DuckDBPyConnection") -> None:
    """`levelled` with its columns and no rows."""
    conn.execute(
        "create or replace temp table candidate as select ordinal as ordinal_l, ordinal as ordinal_r from side limit 0"
    )
    run(conn, "28_pair")
    run(conn, "29_level")
    conn.execute("drop view paired")
    drop(conn, "candidate")


def _comparing(conn: "duckdb.DuckDBPyConnection") -> Callable[[Iterator[pa.RecordBatch]], Iterator[pa.RecordBatch]]:
    """What a worker does with its pairs; it carries the statements and the model's weights with it."""
    levels, statement, table = text("03_levels"), text("29_level"), level_table()
    names = sorted(set(re.findall(r"getvariable\('(\w+)'\)", statement)))
    weights = {name: found(conn, f"select getvariable('{name}')") for name in names}

    def compare(batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        import duckdb

        with duckdb.connect(":memory:", config={"threads": "1"}) as worker:
            for name, value in weights.items():
                worker.execute(f"set variable {name} = $value", {"value": value})
            worker.register("comparison_level", table)
            worker.execute(levels)
            for batch in batches:
                worker.register("paired", pa.Table.from_batches([batch]))
                worker.execute(statement)
                worker.unregister("paired")
                yield from _plain(worker.sql("from levelled").to_arrow_table()).to_batches()

    return compare


def _plain(table: pa.Table) -> pa.Table:
    """Levels as text: Spark knows no enums."""
    fields = [f.with_type(pa.string()) if pa.types.is_dictionary(f.type) else f for f in table.schema]
    return table.cast(pa.schema(fields))


def _spark_schema(schema: pa.Schema) -> str:
    words = {"int64": "bigint", "int32": "int", "bool": "boolean", "string": "string", "double": "double"}
    return ", ".join(f"`{field.name}` {words[str(field.type)]}" for field in schema)


def _send(conn: "duckdb.DuckDBPyConnection", query: str, files: Any, path: str) -> None:
    reader: Any = conn.sql(query).to_arrow_reader(_ROWS)
    with files.open(path, "wb") as sink, pq.ParquetWriter(sink, reader.schema, compression="zstd") as writer:
        for batch in reader:
            writer.write_batch(batch)


def _take(conn: "duckdb.DuckDBPyConnection", files: Any, path: str) -> None:
    with files.open(path, "rb") as source:
        arrived = pq.read_table(source)
    conn.register("handed_over", arrived)
    conn.execute("insert into levelled by name select * from handed_over")
    conn.unregister("handed_over")
