"""Reference data: the CSV files of `schemas/reference` as tables of the schema `reference`."""

from pathlib import Path

import duckdb

from kim.errors import KimError
from kim.home import REFERENCE
from kim.warehouse.sources import digest, record, recorded
from kim.warehouse.unit_of_work import transaction

SOURCES = {
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


def refresh(conn: duckdb.DuckDBPyConnection, folder: Path = REFERENCE) -> bool:
    """Load every reference table anew, in one transaction, if any file changed since; returns whether it did.

    Raises:
        KimError: a file is missing, does not fit its table, or holds a key twice.
    """
    missing = [name for name, _ in SOURCES.values() if not (folder / name).is_file()]
    if missing:
        raise KimError(f"Reference file {missing[0]} is missing in {folder}. Install the package anew.")
    sha256 = digest(folder / name for name, _ in SOURCES.values())
    if recorded(conn, "reference") == sha256:
        return False
    with transaction(conn):
        for table, (name, key) in SOURCES.items():
            _load(conn, table, folder / name, key)
        record(conn, "reference", sha256)
    return True


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
