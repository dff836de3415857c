"""What publishing is asked for and what it hands back."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path


@dataclass(frozen=True, slots=True)
class PublishRequest:
    """What to publish.

    `round_id` is the round whose baseline, tolerance and completeness apply. `as_of` says that the warehouse was made
    from what was known then. `signer` and `why` lift every gate but the control totals. `database` is the finished
    warehouse file, where it is not the home's own.
    """

    round_id: str
    as_of: datetime | None = None
    final: bool = False
    signer: str | None = None
    why: str | None = None
    database: Path | None = None


@dataclass(frozen=True, slots=True)
class Published:
    """A release that stands; `created` is false where nothing was new and the latest one is named."""

    release: str
    folder: Path
    created: bool
    warnings: tuple[str, ...] = ()

    @property
    def report(self) -> Path:
        """The report to open in a browser."""
        return self.folder / "report.html"
