"""Synthetic rounds of messy submissions with their truth."""
