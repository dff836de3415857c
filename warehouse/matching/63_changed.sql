-- The communities that changed, numbered in the order of their ids.
-- reads: changed_kim
-- writes: every_change
-- takes: nothing

create or replace temp table every_change as
select kim_id, row_number() over (order by kim_id) as place
from changed_kim;
