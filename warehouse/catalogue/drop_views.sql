-- The statements that remove every view and macro, before they are made anew.
select 'drop view ' || schema_name || '.' || view_name as statement
from duckdb_views()
where not internal and not temporary
union all
select distinct 'drop macro ' || if(function_type = 'table_macro', 'table ', '') || schema_name || '.' || function_name
from duckdb_functions()
where function_type in ('macro', 'table_macro') and not internal;
