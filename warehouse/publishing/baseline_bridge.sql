-- From a baseline's figure to the register's, line by line.
select line_number, line, amount, listing_sql
from mart.bridge
where section = 'baseline' and baseline_id = ?
order by line_number;
