-- Every column of every table and view, in its order, with its type.
select schema_name || '.' || table_name as relation, column_name, data_type
from duckdb_columns()
where not internal and schema_name <> 'main'
order by relation, column_index;
