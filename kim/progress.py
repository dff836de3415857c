"""How far a run is: reported to a listener, to nobody by default."""

from typing import Protocol


class Progress(Protocol):
    """A listener; steps come from one thread."""

    def start(self, stage: str, total: int | None) -> None:
        """A stage begins, with so many steps (None: not known)."""

    def step(self, count: int = 1) -> None:
        """So many more steps are done."""


class Silent:
    """Listens to nothing."""

    def start(self, stage: str, total: int | None) -> None:
        """Nothing is shown."""

    def step(self, count: int = 1) -> None:
        """Nothing is shown."""
