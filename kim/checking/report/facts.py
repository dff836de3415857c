"""What the writer of a report knows that its summary must say."""

from dataclasses import dataclass, field
from typing import Literal

# How the sender's sheets got into the report; each is a note in `texts.toml`.
Manner = Literal["layout_kept", "rewritten", "large", "unstyled", "no_sheets"]


@dataclass(slots=True)
class Facts:
    """`names` maps each sheet as findings know it to its name in the report; `summary` is the summary's own."""

    manner: Manner
    summary: str
    names: dict[str, str] = field(default_factory=dict)
    formulas: int = 0
    unhidden: bool = False
    marked: int = 0
    commented: int = 0
