"""Brings a work file to the shape of this version: migrations, reference data, views, comments.

Each part is made anew in one transaction, and only where the files that it comes from have changed: `meta.source` holds
their hash. What did not change costs a hash.
"""

from collections.abc import Callable
from pathlib import Path

import duckdb

from kim.errors import KimError
from kim.home import REFERENCE, SQL
from kim.statements import statement
from kim.warehouse import metadata
from kim.warehouse.connect import transaction
from kim.warehouse.migrate import digest, migrate
from schemas.fields import PATH

VIEWS = SQL / "views"
REFERENCE_TABLES = {
    "province": ("provinces.csv", "code"),
    "regency": ("regencies.csv", "code"),
    "district": ("districts.csv", "code"),
    "village": ("villages.csv.gz", "code"),
    "retired_regency": ("retired_regencies.csv", "code"),
    "province_crosswalk": ("province_crosswalk.csv", "province_code"),
    "baseline": ("baseline_2023.csv", "(baseline_id, province_code)"),
    "baseline_source": ("baselines.csv", "baseline_id"),
    "milestone": ("milestones.csv", "milestone_on"),
    "round": ("rounds.csv", "round_id"),
    "reserved_label": ("reserved_labels.csv", "label"),
}
"""Table of `reference` → its file and its key."""

_LOAD = """
insert into reference.{table} by name
select * from read_csv(?, header = true, all_varchar = true, delim = ',', quote = '"', nullstr = '')
"""


def prepare(conn: duckdb.DuckDBPyConnection) -> None:
    """Migrate, load reference data, make views and comments.

    Raises:
        KimError: as `migrate`, `load_reference` and `metadata.described` do.
    """
    migrate(conn)
    load_reference(conn)
    create_views(conn)
    write_comments(conn)


def load_reference(conn: duckdb.DuckDBPyConnection, folder: Path = REFERENCE) -> bool:
    """Load the CSV files of `schemas/reference` into the schema `reference`; returns whether any had changed.

    Raises:
        KimError: a file is missing, does not fit its table, or holds a key twice.
    """
    missing = [name for name, _ in REFERENCE_TABLES.values() if not (folder / name).is_file()]
    if missing:
        raise KimError(f"Reference file {missing[0]} is missing in {folder}. Install the package anew.")

    def make() -> None:
        for table, (name, key) in REFERENCE_TABLES.items():
            _load(conn, table, folder / name, key)

    return _renew(conn, "reference", digest(folder / name for name, _ in REFERENCE_TABLES.values()), make)


def create_views(conn: duckdb.DuckDBPyConnection, folder: Path = VIEWS) -> bool:
    """Make every view and table macro, a file each, in the order of their names; returns whether any had changed.

    Those whose file is gone go too. Making a view drops its comments: `write_comments` follows.
    """
    files = sorted(folder.glob("*.sql"))
    # A view of all columns of a table must be made anew where the table has gained one.
    schema = conn.execute(statement("catalogue/table_columns")).fetchall()

    def make() -> None:
        for (drop,) in conn.execute(statement("catalogue/drop_views")).fetchall():
            conn.execute(drop)
        for path in files:
            conn.execute(path.read_text(encoding="utf-8"))

    return _renew(conn, "views", digest(files, str(schema)), make)


def write_comments(conn: duckdb.DuckDBPyConnection, folder: Path = metadata.FOLDER) -> bool:
    """Write the metadata as COMMENTs; returns whether it or the views had changed."""
    existing = metadata.relations(conn)

    def make() -> None:
        for relation, about in metadata.described(folder).items():
            if relation in existing:
                _comment(conn, relation, existing[relation], about)

    sha256 = digest([*sorted(folder.glob("*.toml")), PATH], str(_recorded(conn, "views")))
    return _renew(conn, "metadata", sha256, make)


def _renew(conn: duckdb.DuckDBPyConnection, name: str, sha256: str, make: Callable[[], None]) -> bool:
    """Make the part `name` anew unless it was made from sources of this hash; returns whether it was made."""
    if _recorded(conn, name) == sha256:
        return False
    with transaction(conn):
        make()
        conn.execute("delete from meta.source where name = ?", [name])
        conn.execute("insert into meta.source (name, sha256) values (?, ?)", [name, sha256])
    return True


def _recorded(conn: duckdb.DuckDBPyConnection, name: str) -> str | None:
    row = conn.execute("select sha256 from meta.source where name = ?", [name]).fetchall()
    return str(row[0][0]) if row else None


def _load(conn: duckdb.DuckDBPyConnection, table: str, path: Path, key: str) -> None:
    conn.execute(f"delete from reference.{table}")
    try:
        conn.execute(_LOAD.format(table=table), [str(path)])
    except duckdb.Error as error:
        raise KimError(
            f"Reference file {path.name} does not fit reference.{table}: {str(error).splitlines()[0]}"
        ) from error
    twice = conn.execute(f"select {key} from reference.{table} group by {key} having count(*) > 1 limit 1").fetchall()
    if twice:
        raise KimError(f"Reference file {path.name} holds the key {twice[0][0]} twice. Correct the file.")


def _comment(conn: duckdb.DuckDBPyConnection, relation: str, kind: str, about: metadata.Described) -> None:
    conn.execute(f"comment on {kind} {relation} is {_quoted(about.comment)}")
    if kind == "macro table":
        return
    present = {name for name, *_ in conn.execute(f"describe {relation}").fetchall()}
    for column, meaning in about.columns.items():
        if column in present:
            conn.execute(f'comment on column {relation}."{column}" is {_quoted(meaning)}')


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
