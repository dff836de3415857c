"""The matchers that the benchmark sets side by side; each makes the table `partition` (`record_id, cluster`)."""

from collections.abc import Callable
from pathlib import Path

import duckdb
import pyarrow as pa

from bench.matching_register import Contacts, resolved
from kim.matching.partition import connected

SAME_NAME = 90.0


def ours(conn: duckdb.DuckDBPyConnection, folder: Path) -> None:
    """The whole resolve: pairs, clusters, ids, golden records and history, not the matching alone."""
    resolved(conn, Contacts(folder))
    conn.execute("create table partition as select record_id, kim_id as cluster from registry.membership")


def exact(conn: duckdb.DuckDBPyConnection, _: Path) -> None:
    """Same normalised name and same place."""
    conn.execute(
        """
        create table partition as
        select record_id, concat_ws('|', name_key, province_code, regency_code, district_code, village_code) as cluster
        from intake.record
        """
    )


def rapidfuzz(conn: duckdb.DuckDBPyConnection, _: Path) -> None:
    """Names alike by RapidFuzz's token-sort ratio, within one village, else district, else regency."""
    from rapidfuzz import fuzz, process

    rows = conn.execute(
        """
        select row_number() over (order by record_id) - 1, name,
            coalesce(village_code, district_code, regency_code, province_code)
        from intake.record order by record_id
        """
    ).fetchall()
    blocks: dict[str, list[tuple[int, str]]] = {}
    for number, name, place in rows:
        blocks.setdefault(place, []).append((number, name.lower()))
    left: list[int] = []
    right: list[int] = []
    for block in blocks.values():
        if len(block) > 1:
            names = [name for _, name in block]
            alike = process.cdist(names, names, scorer=fuzz.token_sort_ratio, score_cutoff=SAME_NAME) >= SAME_NAME
            for a, b in zip(*alike.nonzero(), strict=True):
                if a < b:
                    left.append(block[a][0])
                    right.append(block[b][0])
    _keep(conn, left, right, len(rows))


def splink_default(conn: duckdb.DuckDBPyConnection, folder: Path) -> None:
    """Splink with its ready-made comparisons and its own training, as its tutorial sets it up."""
    import splink.comparison_library as cl
    from splink import DuckDBAPI, Linker, SettingsCreator, block_on

    conn.register("contact_table", Contacts(folder).table)
    records = conn.execute(
        """
        select r.record_id as unique_id, r.name_key, r.province_code, r.regency_code, r.district_code, r.village_code,
            r.founded_on::varchar as founded_on, r.decree_number, r.website, c.leader_name, c.phone, c.email
        from intake.record as r left join contact_table as c on c.record_id = r.record_id
        """
    ).to_arrow_table()
    assert records is not None  # noqa: S101
    settings = SettingsCreator(
        link_type="dedupe_only",
        comparisons=[
            cl.JaroWinklerAtThresholds("name_key", [0.95, 0.88]),
            cl.ExactMatch("village_code"),
            cl.ExactMatch("district_code"),
            cl.DateOfBirthComparison("founded_on", input_is_string=True),
            cl.ExactMatch("decree_number"),
            cl.ExactMatch("website"),
            cl.JaroWinklerAtThresholds("leader_name", [0.92]),
            cl.ExactMatch("phone"),
            cl.EmailComparison("email"),
        ],
        blocking_rules_to_generate_predictions=[
            block_on("village_code", "substr(name_key, 1, 2)"),
            block_on("regency_code", "name_key"),
            block_on("phone"),
            block_on("email"),
        ],
    )
    own = duckdb.connect()
    api = DuckDBAPI(connection=own)
    linker = Linker(api.register(records), settings)
    linker.training.estimate_probability_two_random_records_match(
        [block_on("village_code", "name_key"), block_on("phone")], recall=0.8
    )
    linker.training.estimate_u_using_random_sampling(max_pairs=1_000_000, seed=1)
    linker.training.estimate_parameters_using_expectation_maximisation(block_on("phone"))
    linker.training.estimate_parameters_using_expectation_maximisation(block_on("village_code", "name_key"))
    predicted = linker.inference.predict(threshold_match_probability=0.95)
    clusters = linker.clustering.cluster_pairwise_predictions_at_threshold(predicted, 0.95)
    conn.register("clustered", clusters.as_duckdbpyrelation().to_arrow_table())
    conn.execute("create table partition as select unique_id as record_id, cluster_id as cluster from clustered")


def _keep(conn: duckdb.DuckDBPyConnection, left: list[int], right: list[int], size: int) -> None:
    import numpy as np

    label = connected(size, np.array(left, np.int64), np.array(right, np.int64))
    conn.register("labelled", pa.table([pa.array(np.arange(size)), pa.array(label)], ["number", "cluster"]))
    conn.execute(
        """
        create table partition as
        select r.record_id, l.cluster
        from (select record_id, row_number() over (order by record_id) - 1 as number from intake.record) as r
        inner join labelled as l on l.number = r.number
        """
    )


RIVALS: dict[str, Callable[[duckdb.DuckDBPyConnection, Path], None]] = {
    "ours": ours,
    "exact": exact,
    "rapidfuzz": rapidfuzz,
    "splink_default": splink_default,
}
