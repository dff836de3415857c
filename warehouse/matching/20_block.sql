-- Which records are worth comparing: those that share a block. Two records of a `loose` rule are compared where at least
-- one of them does not name its place down to the village. Blocks over the cap tell nothing and are reported; a record
-- is touched, its pairs scored anew, where a block of its has just grown over it.
create or replace temp view every_block as
with village_token as (
    select distinct ordinal, village_code, left(unnest(tokens), 2) as start
    from matching.feature
    where village_code is not null
),
rare_word as (
    select w.ordinal, w.province_code, w.village_code, regexp_replace(w.token, '[aeiouhy]', '', 'g') as bones
    from (select ordinal, province_code, village_code, unnest(tokens) as token from matching.feature) as w
    anti join token_rarity as t on t.token = w.token
)
select 'agreement' as rule, concat_ws('|', name_key, place_key) as block_key, ordinal, true as loose
from matching.feature where name_key is not null and place_key is not null
union all
select 'village_word', concat_ws('|', village_code, start), ordinal, true from village_token
union all
select 'regency_name', concat_ws('|', regency_code, skeleton), ordinal, village_code is null
from matching.feature where regency_code is not null and skeleton is not null
union all
select 'province_name', concat_ws('|', province_code, skeleton), ordinal, regency_code is null
from matching.feature where skeleton is not null
union all
select distinct 'province_word', concat_ws('|', province_code, bones), ordinal, village_code is null
from rare_word where length(bones) >= 4
union all
select c.field, c.clue_key, c.ordinal, true
from clue as c
anti join shared_clue as s on s.field = c.field and s.clue_key = c.clue_key;

create or replace temp table block as
with near as (
    select distinct b.rule, b.block_key
    from every_block as b
    semi join touched as t on t.ordinal = b.ordinal
)
select b.*
from every_block as b
semi join near as n on n.rule = b.rule and n.block_key = b.block_key;

create or replace temp table full_block as
with sized as (
    select
        rule,
        block_key,
        count(*) as n,
        count(*) filter (where not loose) as firm,
        count(*) filter (where ordinal < getvariable('first_new')) as n_earlier,
        count(*) filter (where ordinal < getvariable('first_new') and not loose) as firm_earlier
    from block
    group by rule, block_key
    having count(*) > 20
),
paired as (
    select
        rule,
        block_key,
        n as record_count,
        (n * (n - 1) - firm * (firm - 1)) // 2 as pair_count,
        (n_earlier * (n_earlier - 1) - firm_earlier * (firm_earlier - 1)) // 2 as earlier_pair_count
    from sized
)
select *, earlier_pair_count <= getvariable('pair_cap') as grew_over
from paired
where pair_count > getvariable('pair_cap');

insert into touched
select distinct b.ordinal
from block as b
semi join full_block as f on f.rule = b.rule and f.block_key = b.block_key and f.grew_over
anti join touched as t on t.ordinal = b.ordinal;
