-- Every table, view and table macro of the warehouse, and what COMMENT ON calls it.
select schema_name || '.' || table_name as relation, 'table' as kind
from duckdb_tables()
where not internal and not temporary
union all
select schema_name || '.' || view_name, 'view'
from duckdb_views()
where not internal and not temporary
union all
select distinct schema_name || '.' || function_name, 'macro table'
from duckdb_functions()
where function_type = 'table_macro' and not internal
order by relation;
