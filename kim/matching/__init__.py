"""Matching: records become communities with lasting ids."""

from kim.matching.model import Resolved
from kim.matching.resolve import resolve

__all__ = ["Resolved", "resolve"]
