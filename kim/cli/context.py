"""What every command shares: the settings with the home that the caller named."""

from typing import TYPE_CHECKING

import typer

if TYPE_CHECKING:
    from kim.settings import Settings


def settings_of(context: typer.Context) -> "Settings":
    """The settings, with `--home` before `KIM_HOME` before the default."""
    from kim.settings import Settings

    return Settings() if context.obj is None else Settings(home=context.obj)
