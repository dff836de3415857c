"""What matching says of two rows: the edge between them, if there is one."""

import json
from collections.abc import Sequence
from dataclasses import dataclass

from kim.matching import weights
from tests.kim.matching.matching_register import Register, Row


@dataclass(frozen=True)
class Edge:
    """`levels` and `bits` by field, as the evidence has them."""

    step: str
    held_back: str | None
    probability: float
    levels: dict[str, str]
    bits: dict[str, float]

    @property
    def modelled(self) -> float:
        """The probability that the levels add up to."""
        return float(round(1 / (1 + 2.0 ** -(weights.model()["prior_bits"] + sum(self.bits.values()))), 6))


def edges(register: Register, pairs: Sequence[tuple[Row, Row]], *, one_file: bool = False) -> list[Edge | None]:
    """The edge between the rows of each pair, all resolved at once.

    The rows on the left stand in one file and those on the right in another, or each pair in a file of its own.
    """
    if one_file:
        for number, pair in enumerate(pairs):
            register.receive(f"f{number}", pair)
        ends = [(f"f{number}:2", f"f{number}:3") for number in range(len(pairs))]
    else:
        register.receive("left", [left for left, _ in pairs])
        register.receive("right", [right for _, right in pairs])
        ends = [(f"left:{number}", f"right:{number}") for number in range(2, len(pairs) + 2)]
    register.resolve()
    return [edge(register, left, right) for left, right in ends]


def edge(register: Register, left: str, right: str) -> Edge | None:
    """The edge between two records."""
    rows = register.rows(
        "select step, held_back, probability, evidence from matching.edge"
        f" where record_id_l in ('{left}', '{right}') and record_id_r in ('{left}', '{right}')"
    )
    if not rows:
        return None
    ((step, held_back, probability, evidence),) = rows
    told = json.loads(evidence)
    levels = {name: level for name, (level, _) in told.items()}
    return Edge(step, held_back, probability, levels, {name: float(bits) for name, (_, bits) in told.items()})
