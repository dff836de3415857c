"""The DuckDB warehouse: migrations, one transaction a load, finished files by atomic rename."""

from kim.warehouse.preparation import prepare

__all__ = ["prepare"]
