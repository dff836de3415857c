"""An explanation told as a story on the terminal."""

from typing import Any

from rich.console import Console

from kim.warehouse.explaining.community_story import tell_community
from kim.warehouse.explaining.figure_story import tell_figure


def tell(explanation: dict[str, Any], console: Console) -> None:
    """Print what `explain` found."""
    if explanation["kind"] == "kim":
        tell_community(explanation, console)
    else:
        tell_figure(explanation, console)
