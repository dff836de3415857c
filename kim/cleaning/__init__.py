"""Cleaning: rows become typed values and findings."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kim.cleaning.model import Cleaned as Cleaned
    from kim.cleaning.model import Received as Received
    from kim.cleaning.steps import clean as clean

__all__ = ["Cleaned", "Received", "clean"]


def __getattr__(name: str) -> object:
    # Who wants the regions or the catalogue alone need not wait for Arrow.
    from importlib import import_module

    if name not in __all__:
        raise AttributeError(name)
    return getattr(import_module("kim.cleaning.steps" if name == "clean" else "kim.cleaning.model"), name)
