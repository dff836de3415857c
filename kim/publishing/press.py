"""Pictures for a press release."""

from pathlib import Path


def draw(release: Path, out: Path) -> list[Path]:
    """Not yet."""
    raise NotImplementedError(release, out)
