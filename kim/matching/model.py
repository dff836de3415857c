"""What matching reports, and the shapes that its steps share."""

from dataclasses import dataclass, field, replace
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Resolved:
    """What one resolve did: counts, and the files that the drift gate holds.

    `communities` is the rows of `registry.kim` and `open_pairs` the open questions, both as they stand afterwards;
    the rest is what this call added. `skipped` is true where there was nothing to do.
    """

    skipped: bool = False
    records: int = 0
    pairs: int = 0
    ids_given: int = 0
    changed: int = 0
    held: tuple[str, ...] = ()
    communities: int = 0
    open_pairs: int = 0
    capped_blocks: int = 0

    def plus(self, *, records: int, pairs: int, ids_given: int, changed: int, held: tuple[str, ...]) -> "Resolved":
        """The counts with those of one more event."""
        return replace(
            self,
            records=self.records + records,
            pairs=self.pairs + pairs,
            ids_given=self.ids_given + ids_given,
            changed=self.changed + changed,
            held=self.held + held,
        )


@dataclass(frozen=True)
class Event:
    """A moment at which the register changes: files received, decisions taken, or both at once. Naive UTC."""

    at: datetime
    submissions: tuple[str, ...] = ()
    decisions: tuple[str, ...] = field(default=())
