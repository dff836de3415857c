"""What is derived: a warehouse that opens, reads, fits its schema and adds up, and releases still as published."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from kim.errors import KimError
from kim.health.check import Examined, Line, broken, ok, warning
from kim.register.receipts import ReceiptBook

if TYPE_CHECKING:
    import duckdb

_REBUILD = "run `kim rebuild`"


def opens(examined: Examined) -> Iterator[Line]:
    """Whether the file opens and every block of every table has the checksum it was written with."""
    from kim.warehouse.connect import reader
    from kim.warehouse.faults import named_faults

    database = examined.home.database
    if not database.is_file():
        if ReceiptBook(examined.home.receipts).last() is None:
            yield ok("warehouse", "none yet: put files into raw/inbox and run `kim run`")
        else:
            yield broken("warehouse", f"{database} is missing, but files were received", _REBUILD)
        return
    with reader(examined.home) as conn, named_faults(database):
        tables = conn.execute(
            "select schema_name, table_name, estimated_size from duckdb_tables() where database_name = 'kim'"
        ).fetchall()
        for schema, table, _ in tables:
            conn.execute(f'select bit_xor(hash(t)) from "{schema}"."{table}" as t').fetchall()
    rows = sum(size for _, _, size in tables)
    yield ok("warehouse", f"{len(tables)} tables with about {rows:,} rows, every block read")


def schema(examined: Examined) -> Iterator[Line]:
    """Whether the migrations applied are those of this version, by hash."""
    from kim.warehouse.migrate import migrations

    with _open(examined) as conn:
        if conn is None:
            return
        applied = {row[0]: row[1] for row in conn.execute("select number, sha256 from meta.migration").fetchall()}
    known = {one.number: one.sha256 for one in migrations()}
    changed = sorted(number for number in applied if known.get(number) != applied[number])
    if changed:
        listed = ", ".join(f"{number:04d}" for number in changed)
        yield broken(
            "schema", f"migrations {listed} are not this version's", f"install the right version, or {_REBUILD}"
        )
    elif len(applied) < len(known):
        yield warning(
            "schema", f"{len(known) - len(applied)} migrations are still to come", "the next `kim run` applies them"
        )
    else:
        yield ok("schema", f"{len(known)} migrations, hashes right")


def loaded(examined: Examined) -> Iterator[Line]:
    """Whether warehouse and receipts know the same files."""
    with _open(examined) as conn:
        if conn is None:
            return
        known = dict(conn.execute("select sequence, sha256 from intake.submission").fetchall())
    received = {line.sequence: line.sha256 for line in ReceiptBook(examined.home.receipts).all()}
    alien = [number for number in known if received.get(number) != known[number]]
    waiting = len(received.keys() - known.keys())
    if alien:
        yield broken(
            "receipts",
            f"the warehouse has {len(alien)} files that the book of receipts does not (first: {min(alien)})",
            "an older registry/ was put back: restore the newest one; otherwise `kim rebuild`",
        )
    elif waiting:
        yield warning("receipts", f"{waiting} received files are not loaded: a run was interrupted", "run `kim run`")
    else:
        yield ok("receipts", f"all {len(received):,} are loaded")


def totals(examined: Examined) -> Iterator[Line]:
    """Whether every control total holds."""
    from kim.publishing.figures import control_totals

    with _open(examined) as conn:
        if conn is None:
            return
        found = control_totals(conn)
    wrong = [total for total in found if not total.holds]
    for total in wrong:
        yield broken("control totals", f"{total.name}: {total.left_value} against {total.right_value}", _REBUILD)
    if not wrong:
        yield ok("control totals", f"all {len(found)} hold")


class _open:  # noqa: N801 - reads as a verb where it is used
    """A reader, or None where `opens` has said already that there is none to be had."""

    def __init__(self, examined: Examined) -> None:
        self._examined = examined
        self._conn: duckdb.DuckDBPyConnection | None = None

    def __enter__(self) -> "duckdb.DuckDBPyConnection | None":
        from kim.warehouse.connect import reader

        try:
            self._conn = reader(self._examined.home)
        except KimError:
            self._conn = None
        return self._conn

    def __exit__(self, *_: object) -> None:
        if self._conn is not None:
            self._conn.close()


def unchanged(examined: Examined) -> Iterator[Line]:
    """Whether every file of every release has the hash of its manifest, and `latest` names the newest."""
    from kim.publishing.manifest import faults
    from kim.publishing.release_store import ReleaseStore

    store = ReleaseStore(examined.home.releases)
    numbers = store.numbers()
    wrong = [(number, found) for number in numbers if (found := faults(store, number))]
    for number, found in wrong:
        yield broken("releases", f"{number}: {found[0]}" + (f" (+{len(found) - 1})" if found[1:] else ""), "restore it")
    link = store.folder / "latest"
    if numbers and (not link.is_symlink() or str(link.readlink()) != numbers[-1]):
        yield warning("releases", f"`latest` does not name {numbers[-1]}", "the next `kim publish` mends it")
    if not wrong:
        yield ok("releases", f"{len(numbers)} as published" if numbers else "none yet")
