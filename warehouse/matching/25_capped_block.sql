-- Reports the blocks over the cap; those of personal values are named by a record.
-- reads: block, every_clue, full_block, matching.feature, number_of(), placed_block
-- writes: matching.capped_block, named_block
-- takes: nothing
-- runs: if a block is over the cap

create or replace temp table named_block as
with keyed as (
    select number_of(rule, block_key) as block, rule, block_key from placed_block
    union
    select number_of(field, clue_key), field, clue_key from every_clue
)
select
    k.rule,
    case when k.rule in ('phone', 'email') then min(r.record_id) else k.block_key end as block_key,
    f.record_count,
    f.pair_count
from full_block as f
inner join keyed as k on k.block = f.block
inner join block as b on b.block = f.block
inner join matching.feature as r on r.ordinal = b.ordinal
group by k.rule, k.block_key, f.record_count, f.pair_count;

delete from matching.capped_block as c
using named_block as n
where n.rule = c.rule and n.block_key = c.block_key;

insert into matching.capped_block by name
select * from named_block
order by all;
