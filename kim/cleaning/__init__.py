"""Cleaning: rows become typed values and findings."""

from kim.cleaning.clean import clean
from kim.cleaning.model import Cleaned, Received

__all__ = ["Cleaned", "Received", "clean"]
