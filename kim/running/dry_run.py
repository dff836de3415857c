"""A dry run: what waits in the inbox is read and checked, and nothing is changed."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kim.cleaning import clean
from kim.cleaning.model import Received
from kim.cleaning.steps import isolating_faults
from kim.clock import system_clock
from kim.reading import read_file
from kim.running.inbox import recorded_name, waiting, wanted
from kim.running.request import RunRequest
from kim.running.rounds import round_for
from kim.running.submissions import naive_utc

if TYPE_CHECKING:
    from kim.settings import Settings


@dataclass
class DryRun:
    """What a run would take in."""

    files: int = 0
    rejected: int = 0
    rows_accepted: int = 0
    rows_quarantined: int = 0
    rows_ignored: int = 0

    def describe(self) -> str:
        """The counts as a sentence."""
        return (
            f"Dry run, nothing was changed: {self.files} files wait ({self.rejected} would be rejected), "
            f"with {self.rows_accepted} rows to accept, {self.rows_quarantined} to quarantine "
            f"and {self.rows_ignored} to ignore."
        )


def check_waiting(settings: "Settings", request: RunRequest) -> DryRun:
    """Check the waiting files one by one, as received now; duplicates are checked like others."""
    from kim.settings import Limits

    home, now, limits = settings.place, system_clock(), Limits()
    counts = DryRun()
    for path in waiting(home):
        name = recorded_name(home, path)
        if not wanted(name, request.provinces):
            continue
        received = Received("s", 1, "", name, naive_utc(now), round_for(request.round_id, now), path.stat().st_size)
        line = isolating_faults(clean, [(received, read_file(path, name, limits))]).submissions.to_pylist()[0]
        counts.files += 1
        counts.rejected += line["status"] == "rejected"
        counts.rows_accepted += line["accepted_count"]
        counts.rows_quarantined += line["quarantined_count"]
        counts.rows_ignored += line["ignored_count"]
    return counts
