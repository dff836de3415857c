-- The lines of both bridges, in their order, each with the query that lists what it counts.
select section, baseline_id, round_id, line_number, line, amount, listing_sql
from mart.bridge
order by section, baseline_id, round_id, line_number;
