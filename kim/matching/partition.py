"""Brings the affected records into clusters; the rest of the register stays as it is.

Invariant: only groups that a change reaches are looked at, and each group's clusters depend on that group alone; so
the partition is the same as if everything were resolved at once.
"""

from collections import defaultdict
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from kim.matching.clusters import FACTS, Bond, Member, take_apart
from kim.matching.script import count, keep, run
from kim.register.decisions import Standing

if TYPE_CHECKING:
    import duckdb


Ints = npt.NDArray[np.int64]


def connected(size: int, left: Ints, right: Ints) -> Ints:
    """The least node connected to each of the nodes `0 … size - 1` by the edges `left[i] - right[i]`.

    >>> connected(5, np.array([1, 3]), np.array([3, 4])).tolist()
    [0, 1, 2, 1, 1]
    """
    label = np.arange(size, dtype=np.int64)
    while len(left):
        low, high = np.minimum(label[left], label[right]), np.maximum(label[left], label[right])
        apart = low != high
        if not apart.any():
            break
        left, right, low, high = left[apart], right[apart], low[apart], high[apart]
        np.minimum.at(label, high, low)
        while not np.array_equal(label, above := label[label]):
            label = above
    return label


def spread(conn: "duckdb.DuckDBPyConnection") -> int:
    """Widen `affected` until no record outside is bound to one inside; returns how many records it holds."""
    whole = count(conn, "matching.node")
    step = 0
    while count(conn, "frontier") and count(conn, "affected") < whole:
        step += 1
        run(conn, "50_affected", affected_step=step)
    return count(conn, "affected")


def partition(conn: "duckdb.DuckDBPyConnection", now: Standing) -> None:
    """Make the temporary table `cluster` (`ordinal, root`) of the affected records; root is the oldest member."""
    ordinals = _ints(conn, "select ordinal from affected order by ordinal")["ordinal"]
    run(conn, "52_affected_bond")
    bonds = _ints(conn, "select ordinal_l, ordinal_r from affected_bond")
    left = np.searchsorted(ordinals, bonds["ordinal_l"])
    right = np.searchsorted(ordinals, bonds["ordinal_r"])
    roots = ordinals[connected(len(ordinals), left, right)] if len(ordinals) else ordinals
    keep(conn, "grouped", _table(ordinals, "label", roots))
    least = now.communities()
    together = pa.table(
        [pa.array(list(least), pa.string()), pa.array(list(least.values()), pa.string())], ["record_id", "least_id"]
    )
    keep(conn, "ruled_together", together)
    run(conn, "54_declared")
    run(conn, "55_contradiction")
    if count(conn, "tangled"):
        roots = _untangled(conn, ordinals, roots)
    keep(conn, "cluster", _table(ordinals, "root", roots))


def _untangled(conn: "duckdb.DuckDBPyConnection", ordinals: Ints, roots: Ints) -> Ints:
    members: dict[int, list[Member]] = defaultdict(list)
    group: dict[int, int] = {}
    for label, ordinal, anchor, submission_id, active, *facts in run(conn, "56_tangled"):
        assert len(facts) == len(FACTS)  # noqa: S101
        members[label].append(Member(ordinal, anchor, submission_id, active, tuple(facts)))
        group[ordinal] = label
    bonds: dict[int, list[Bond]] = defaultdict(list)
    for row in run(conn, "57_tangled_bond"):
        bonds[group[row[0]]].append(Bond(*row))
    apart: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for left, right in conn.execute("select ordinal_l, ordinal_r from ruling where kind = 'different'").fetchall():
        if left in group and group[left] == group.get(right):
            apart[group[left]].append((left, right))
    roots = roots.copy()
    for label, listed in members.items():
        found = take_apart(listed, bonds[label], apart[label])
        roots[np.searchsorted(ordinals, list(found))] = list(found.values())
    return roots


def _ints(conn: "duckdb.DuckDBPyConnection", sql: str) -> dict[str, Ints]:
    return {name: np.asarray(values, np.int64) for name, values in conn.execute(sql).fetchnumpy().items()}


def _table(ordinals: Ints, name: str, values: Ints) -> pa.Table:
    return pa.table([pa.array(ordinals), pa.array(values)], ["ordinal", name])
