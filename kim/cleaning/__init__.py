"""Cleaning: rows become typed values and findings."""
