-- Every column of every table, in its order: what the schema is, whatever the views above it.
select c.schema_name || '.' || c.table_name as relation, c.column_name
from duckdb_columns() as c
semi join duckdb_tables() as t on t.table_oid = c.table_oid and not t.temporary and not t.internal
where c.schema_name <> 'main'
order by relation, c.column_index;
