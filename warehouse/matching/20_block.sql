-- Which records are worth comparing: those that share a block. Two records of a `loose` rule are compared where at
-- least one of them does not name its place down to the village. A block's number stands for its rule and key.
-- reads: clue, matching.feature, number_of(), shared_clue, token_rarity
-- writes: every_block, placed_block
-- takes: nothing

create or replace temp view placed_block as
with village_start as (
    select
        ordinal,
        village_code,
        unnest(list_distinct(list_transform(tokens, lambda t: left(t, 2)))) as start
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
select 'village_word', concat_ws('|', village_code, start), ordinal, true from village_start
union all
select 'regency_name', concat_ws('|', regency_code, skeleton), ordinal, village_code is null
from matching.feature where regency_code is not null and skeleton is not null
union all
select 'province_name', concat_ws('|', province_code, skeleton), ordinal, regency_code is null
from matching.feature where skeleton is not null
union all
select distinct 'province_word', concat_ws('|', province_code, bones), ordinal, village_code is null
from rare_word where length(bones) >= 4;

create or replace temp view every_block as
select number_of(rule, block_key) as block, ordinal, loose
from placed_block
union all
select c.clue, c.ordinal, true
from clue as c
anti join shared_clue as s on s.clue = c.clue;
