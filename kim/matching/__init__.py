"""Matching: records become communities with lasting ids."""

from kim.matching.resolve import Resolved, resolve

__all__ = ["Resolved", "resolve"]
