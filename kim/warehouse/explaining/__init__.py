"""How a kim, or a figure, came about: down to file, sheet, row and cell."""

from kim.warehouse.explaining.explanation import explain
from kim.warehouse.explaining.story import tell

__all__ = ["explain", "tell"]
