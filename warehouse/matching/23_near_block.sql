-- The blocks of the dirty set, with whoever is in them.
-- reads: dirty, every_block
-- writes: block
-- takes: nothing
-- runs: again where 24 made further records dirty; if not all records are dirty

create or replace temp table block as
with near as (
    select distinct b.block
    from every_block as b
    semi join dirty as d on d.ordinal = b.ordinal
)
select b.*
from every_block as b
semi join near as n on n.block = b.block;
