-- The blocks that are not over the cap, and what is compared of the records in them; nothing personal.
-- reads: block, clue, declaration, dirty, full_block, matching.feature, matching.given_id, shared_clue
-- writes: open_block, side
-- takes: nothing

create or replace temp table open_block as
select b.block, b.ordinal, b.loose, d.ordinal is not null as asks
from block as b
anti join full_block as f on f.block = b.block
left join dirty as d on d.ordinal = b.ordinal;

create or replace temp table side as
with compared as (
    select distinct ordinal from open_block
),
clue_of_record as (
    select
        c.ordinal,
        bool_or(c.field = 'decree' and s.clue is not null) as decree_shared,
        bool_or(c.field = 'site' and s.clue is not null) as site_shared,
        list(c.clue) filter (where c.field = 'channel' and s.clue is null) as channels
    from clue as c
    left join shared_clue as s on s.clue = c.clue
    where c.field = 'channel' or (c.field in ('decree', 'site') and s.clue is not null)
    group by c.ordinal
)
select
    f.ordinal,
    f.submission_id,
    f.level,
    f.province_code,
    f.regency_code,
    f.district_code,
    f.village_code,
    f.name_key,
    f.place_key,
    f.core_key,
    f.tokens,
    f.token_key,
    coalesce(f.numeral, '') as numeral,
    coalesce(f.kind, '') as kind,
    f.of_place,
    f.rarity,
    f.declared_kim_id,
    g.kim_id as own_kim_id,
    coalesce(d.entitled, true) as entitled,
    f.decree_key,
    coalesce(t.decree_shared, false) as decree_shared,
    f.decree_on,
    f.founded_on,
    f.founded_precision,
    case when not coalesce(t.site_shared, false) then f.site_key end as site_key,
    f.site_number,
    t.channels,
    f.domain_label,
    f.member_count
from matching.feature as f
semi join compared as c on c.ordinal = f.ordinal
left join clue_of_record as t on t.ordinal = f.ordinal
left join declaration as d on d.ordinal = f.ordinal
left join matching.given_id as g on g.record_id = f.record_id;
