"""What a run ended with: the figures that the summary and `kim run --json` show."""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from kim.publishing.request import Published, PublishRequest
from kim.statements import statement

if TYPE_CHECKING:
    from kim.settings import Settings


@dataclass(frozen=True)
class Outcome:
    """The end of a run. `figures` has exactly the keys of `kim run --json`."""

    figures: dict[str, int | str | None]
    created: bool
    round_id: str
    held: int = 0
    open_pairs: int = 0
    warnings: tuple[str, ...] = ()

    @property
    def quarantined(self) -> int:
        """Rows of the round that wait for their office."""
        return int(self.figures["rows_quarantined"] or 0)


def outcome_of(settings: "Settings", wanted: PublishRequest, published: Published | None) -> Outcome:
    """Read the figures from the finished warehouse (or from the one made for `as_of`)."""
    from kim.publishing import figures
    from kim.warehouse import connect

    path: Path = wanted.database or settings.place.database
    with connect.attached(path) as conn:
        counted = figures.summary(conn, wanted.round_id)
        held = _count(conn, "intake.submission where status = 'held'")
        unjudged = [
            name for (name,) in conn.execute(statement("queries/files_not_judged"), [wanted.round_id]).fetchall()
        ]
        open_pairs = _count(conn, "registry.review_pair where ruling = 'open'")
    if published is not None:
        counted["release"] = published.release if wanted.as_of is None else f"as-of/{published.release}"
        counted["report"] = str(published.report)
    created = published is not None and published.created
    warnings = tuple(f"{name} could not be judged, a fault of the software: see its findings" for name in unjudged)
    told = published.warnings if published else ()
    return Outcome(counted, created, wanted.round_id, held, open_pairs, (*warnings, *told))


def _count(conn: object, source: str) -> int:
    row = conn.execute(f"select count(*) from {source}").fetchone()  # type: ignore[attr-defined]
    return int(row[0])
