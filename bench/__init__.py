"""Measurements: each module prints a table, with a ratio to a named alternative in the same run."""
