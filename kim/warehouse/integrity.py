"""Whether the finished warehouse is whole: opening it compares its size, this reads every block."""

from kim.home import Home
from kim.warehouse.connect import reader
from kim.warehouse.faults import told
from kim.warehouse.metadata import relations


def check(home: Home) -> None:
    """Read every block of the finished warehouse, so that each checksum in it is compared.

    Raises:
        KimError: there is no warehouse.
        DamagedWarehouseError: a block of it cannot be read or is not what was written.
    """
    with reader(home) as conn, told(home.database):
        for relation, kind in relations(conn).items():
            if kind == "table":
                conn.execute(f"select bit_xor(hash(every)) from {relation} as every").fetchall()
