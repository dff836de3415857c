"""The pull step of every deployment: the code is where the worker has it installed, not where someone deployed from."""

import os

from kim.home import PACKAGE_ROOT


def where_installed() -> dict[str, str]:
    """Work in the folder that holds this installation's code; returns it as `directory`."""
    os.chdir(PACKAGE_ROOT)
    return {"directory": str(PACKAGE_ROOT)}
