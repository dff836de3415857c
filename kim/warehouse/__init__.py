"""The DuckDB warehouse: migrations, one transaction a load, finished files by atomic rename."""
