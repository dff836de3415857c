"""The progress bar of a terminal; silent where nobody looks."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from kim.progress import Progress, Silent

if TYPE_CHECKING:
    from rich.progress import Progress as RichProgress
    from rich.progress import TaskID


class Bar:
    """One line a stage, on standard error."""

    def __init__(self, shown: "RichProgress") -> None:
        self._shown = shown
        self._task: TaskID | None = None

    def start(self, stage: str, total: int | None) -> None:
        """Finish the line of the stage before and begin the next."""
        self.finish()
        self._task = self._shown.add_task(stage, total=total)

    def step(self, count: int = 1) -> None:
        """Move the bar."""
        if self._task is not None:
            self._shown.advance(self._task, count)

    def finish(self) -> None:
        """Fill the bar of the stage that has ended."""
        if self._task is not None:
            done = self._shown.tasks[self._task]
            self._shown.update(self._task, total=done.total or 1, completed=done.total or 1)


@contextmanager
def progress_bar(quiet: bool = False) -> Iterator[Progress]:
    """Progress for the block: a bar on a terminal, silence elsewhere."""
    import sys

    if quiet or not sys.stderr.isatty():
        yield Silent()
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeRemainingColumn
    from rich.progress import Progress as RichProgress

    columns = (TextColumn("{task.description:<20}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with RichProgress(*columns, console=Console(stderr=True)) as shown:
        bar = Bar(shown)
        yield bar
        bar.finish()
