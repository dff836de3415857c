-- The pairs of the blocks that are not over the cap, and which are; blocks of personal values are named by a record.
create or replace temp table named_block as
select
    f.rule,
    case when f.rule in ('phone', 'email') then min(r.record_id) else f.block_key end as block_key,
    f.record_count,
    f.pair_count
from full_block as f
inner join block as b on b.rule = f.rule and b.block_key = f.block_key
inner join matching.feature as r on r.ordinal = b.ordinal
group by f.rule, f.block_key, f.record_count, f.pair_count;

delete from matching.capped_block as c
using named_block as n
where n.rule = c.rule and n.block_key = c.block_key;

insert into matching.capped_block
select * from named_block
order by all;

create or replace temp table candidate as
with open_block as (
    select b.*
    from block as b
    anti join full_block as f on f.rule = b.rule and f.block_key = b.block_key
),
from_touched as (
    select b.*
    from open_block as b
    semi join touched as t on t.ordinal = b.ordinal
)
select distinct
    least(l.ordinal, r.ordinal) as ordinal_l,
    greatest(l.ordinal, r.ordinal) as ordinal_r
from from_touched as l
inner join open_block as r
    on r.rule = l.rule
    and r.block_key = l.block_key
    and r.ordinal <> l.ordinal
    and (l.loose or r.loose);
