"""Publishing: aggregates, reconciliation, gates and releases."""
