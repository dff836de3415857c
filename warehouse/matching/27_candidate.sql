-- The pairs worth comparing: two records of a block, one of them dirty.
-- reads: open_block
-- writes: candidate
-- takes: nothing

create or replace temp table candidate as
select distinct l.ordinal as ordinal_l, r.ordinal as ordinal_r
from open_block as l
inner join open_block as r
    on r.block = l.block
    and r.ordinal > l.ordinal
    and (l.loose or r.loose)
    and (l.asks or r.asks);
