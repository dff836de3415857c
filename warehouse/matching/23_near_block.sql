-- The blocks of the touched records, with whoever is in them.
-- reads: every_block, touched
-- writes: block
-- takes: nothing
-- runs: again where 24 touched further records; if not all records are touched

create or replace temp table block as
with near as (
    select distinct b.block
    from every_block as b
    semi join touched as t on t.ordinal = b.ordinal
)
select b.*
from every_block as b
semi join near as n on n.block = b.block;
