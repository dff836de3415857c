"""Models of every table that crosses a border, and the reference data."""
