-- What matching compares of each record of the submissions in `arriving`: a pure function of the record.
-- A place key is the code of the place at the record's own level; a place typed but not resolved has none.
insert into matching.feature
with arrived as (
    select r.*
    from intake.record as r
    semi join arriving as a on a.submission_id = r.submission_id
),
counted as (
    select coalesce(max(ordinal), 0) as last_ordinal
    from matching.feature
),
placed as (
    select
        *,
        case level
            when 'village' then village_code
            when 'district' then district_code
            when 'regency' then regency_code
            else province_code
        end as place_key
    from arrived
)
select
    c.last_ordinal + row_number() over (order by p.sequence, p.sheet, p.row_number) as ordinal,
    p.record_id,
    p.submission_id,
    md5_number_lower(concat_ws('|', p.submission_id, p.sheet, p.row_number)) as anchor,
    p.level,
    p.province_code,
    p.regency_code,
    p.district_code,
    p.village_code,
    nullif(p.name_key, '') as name_key,
    p.place_key,
    null as skeleton,
    null as token_key,
    null as numeral,
    null as kind,
    null as rarity,
    p.declared_kim_id,
    null as decree_key,
    p.founded_on,
    p.founded_precision,
    p.decree_on,
    null as site_key,
    p.site_number,
    p.domain_label,
    null as channel_keys,
    p.member_count,
    getvariable('contact_known') as contact_known
from placed as p
cross join counted as c
order by ordinal;
