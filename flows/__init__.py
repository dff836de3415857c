"""Prefect flows: what runs, in what order, retried how; no domain logic."""
