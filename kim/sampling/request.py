"""What is asked of the generator."""

from dataclasses import dataclass
from datetime import date

DEFAULT_KIM = 4_500
DEFAULT_AS_OF = date(2025, 12, 31)
MOST_FILES = 2_000
# Rows for each community: province files repeat regency rows, revisions repeat whole files.
ROWS_PER_KIM = 1.4


@dataclass(frozen=True, slots=True)
class Request:
    """A round: how many communities in about how many files, from which seed, with no date after `as_of`."""

    kim: int = DEFAULT_KIM
    seed: int = 1
    files: int | None = None
    as_of: date = DEFAULT_AS_OF

    @property
    def file_goal(self) -> int:
        """About how many files there will be."""
        return self.files if self.files is not None else max(12, min(MOST_FILES, round(self.kim / 10)))
