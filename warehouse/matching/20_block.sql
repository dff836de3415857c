-- Which records are worth comparing: those that share a block. Blocks over the cap tell nothing and are reported.
-- A record is `touched` when its pairs must be scored anew: it is new, or a block of its has just grown over the cap.
create or replace temp table block as
select
    'agreement' as rule,
    concat_ws('|', name_key, place_key) as block_key,
    ordinal
from matching.feature
where name_key is not null and place_key is not null;

create or replace temp table full_block as
with sized as (
    select
        b.rule,
        b.block_key,
        count(*) as record_count,
        count(*) filter (where b.ordinal < getvariable('first_new')) as earlier_count
    from block as b
    group by b.rule, b.block_key
)
select
    rule,
    block_key,
    record_count,
    earlier_count,
    earlier_count <= getvariable('block_cap') as grew_over
from sized
where record_count > getvariable('block_cap');

insert into touched
select distinct b.ordinal
from block as b
inner join full_block as f on f.rule = b.rule and f.block_key = b.block_key and f.grew_over
anti join touched as t on t.ordinal = b.ordinal;

delete from matching.capped_block;

insert into matching.capped_block
select
    rule,
    block_key,
    record_count,
    record_count * (record_count - 1) // 2 as pair_count
from full_block
order by rule, block_key;

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
inner join open_block as r on r.rule = l.rule and r.block_key = l.block_key and r.ordinal <> l.ordinal;
