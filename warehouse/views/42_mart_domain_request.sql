-- What becomes of each label asked for under kim.id: whether DNS allows it, nobody else has or wants it, a decree backs it.
create view mart.domain_request as
with asked as (
    select
        kim.kim_id, kim.name, kim.decree_number, kim.village_code, kim.district_code, kim.regency_code, kim.province_code,
        regexp_replace(lower(trim(kim.domain_label)), '\.kim\.id\.?$', '') as label
    from registry.kim
    where kim.domain_label is not null and trim(kim.domain_label) <> '' and kim.status <> 'bubar'
),
written as (
    select asked.*, coalesce(idna.ascii_label, asked.label) as ascii_label, idna.label is not null as is_encoded
    from asked
    left join intake.idna_label as idna using (label)
),
judged as (
    select
        written.*,
        case
            when length(ascii_label) > 63 then 'longer than the 63 characters that DNS allows'
            when not regexp_full_match(ascii_label, '[a-z0-9-]+')
                then 'holds characters other than letters, digits and hyphens'
            when ascii_label[1] = '-' or ascii_label[-1] = '-' then 'begins or ends with a hyphen'
            when ascii_label[3:4] = '--' and not is_encoded
                then 'has hyphens in third and fourth place, which DNS keeps for encoded names'
        end as fault
    from written
),
held as (
    select
        regexp_extract(lower(website), '^(?:[a-z]+://)?(?:www\.)?([^/.:?#@]+)\.kim\.id(?:[/:?#.]|$)', 1) as ascii_label,
        min(kim_id) as kim_id, any_value(name order by kim_id) as name
    from registry.kim
    where contains(lower(website), '.kim.id')
    group by all
),
wanted as (
    select
        ascii_label, count(*) as askers,
        list(name || ' (' || kim_id || ')' order by kim_id) as names
    from judged
    where fault is null
    group by ascii_label
),
compared as (
    select
        judged.*, reserved.reason as reserved_because, held.kim_id as held_by, held.name as held_by_name, wanted.askers,
        list_filter(wanted.names, lambda other: not ends_with(other, '(' || judged.kim_id || ')')) as rivals,
        case
            when fault is not null then 'invalid'
            when reserved.label is not null then 'reserved'
            when held.kim_id is not null then 'taken'
            when wanted.askers > 1 then 'conflict'
            when judged.decree_number is null then 'no_decree'
            else 'grantable'
        end as verdict
    from judged
    left join reference.reserved_label as reserved on reserved.label = judged.ascii_label
    left join held on held.ascii_label = judged.ascii_label
    left join wanted on wanted.ascii_label = judged.ascii_label
),
needy as (
    select
        compared.*,
        rtrim(coalesce(
            nullif(trim(regexp_replace(
                case when starts_with(label, 'xn--') then '' else strip_accents(label) end, '[^a-z0-9]+', '-', 'g'
            ), '-'), ''),
            nullif(trim(regexp_replace(strip_accents(lower(name)), '[^a-z0-9]+', '-', 'g'), '-'), ''),
            'kim'
        )[1:63], '-') as base
    from compared
    where verdict in ('invalid', 'reserved', 'conflict') or (verdict = 'taken' and held_by <> kim_id)
),
-- What could tell a community's label from its rivals', the smallest place first.
places as (
    select kim_id, base, 1 as rank, village.name as place from needy join reference.village on village.code = village_code
    union all
    select kim_id, base, 2, district.name from needy join reference.district on district.code = district_code
    union all
    select kim_id, base, 3, regexp_replace(regency.name, '^(Kabupaten|Kota) ', '')
    from needy join reference.regency on regency.code = needy.regency_code
    union all
    select kim_id, base, 4, regency.name from needy join reference.regency on regency.code = needy.regency_code
    union all
    select kim_id, base, 5, province.name from needy join reference.province on province.code = needy.province_code
    union all
    select kim_id, base, 6, kim_id from needy
),
parts as (
    select kim_id, base, rank, trim(regexp_replace(strip_accents(lower(place)), '[^a-z0-9]+', '-', 'g'), '-') as part
    from places
),
candidates as (
    select kim_id, 0 as rank, base as candidate from needy where verdict = 'invalid'
    union all
    select kim_id, rank, rtrim(base[1:62 - length(part)], '-') || '-' || part
    from parts
    where rank = 6 or not contains('-' || base || '-', '-' || part || '-')
),
unshared as (
    select candidate from candidates group by candidate having count(distinct kim_id) = 1
),
proposed as (
    select kim_id, min_by(candidate, rank) as proposal
    from candidates
    semi join unshared using (candidate)
    anti join wanted on wanted.ascii_label = candidates.candidate
    anti join held on held.ascii_label = candidates.candidate
    anti join reference.reserved_label as reserved on reserved.label = candidates.candidate
    where regexp_full_match(candidate, '[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?') and candidate[3:4] <> '--'
    group by kim_id
)
select
    compared.kim_id, compared.label,
    case when compared.fault is null then compared.ascii_label || '.kim.id' end as fqdn,
    compared.verdict,
    case compared.verdict
        when 'invalid' then compared.fault
        when 'reserved' then 'reserved: ' || compared.reserved_because
        when 'taken' then case
            when compared.held_by = compared.kim_id then 'is this community''s own site already'
            else 'is the site of ' || compared.held_by_name || ' (' || compared.held_by || ')'
        end
        when 'conflict' then 'also asked for by ' || array_to_string(compared.rivals[1:5], ', ')
            || case when len(compared.rivals) > 5 then ' and ' || (len(compared.rivals) - 5) || ' more' else '' end
            || case when compared.decree_number is null then '; has no decree either' else '' end
        when 'no_decree' then 'no decree number is on record'
        else 'allowed by DNS, free, and backed by decree ' || compared.decree_number
    end as reason,
    proposed.proposal
from compared
left join proposed using (kim_id)
order by compared.label, compared.kim_id;
