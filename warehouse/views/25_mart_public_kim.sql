-- The public register: every counted community by its public columns, no personal data.
-- What reads like a phone number, an e-mail address or an identity number is cut from free text once more here.
create or replace view mart.public_kim as
with cleared as (
    select
        * replace (
            regexp_replace(name, '(\+?\d([ .-]?\d){9,})|([^\s@]+@[^\s@]+)', '…', 'g') as name,
            case
                when regexp_matches(website, '@|wa\.me|api\.whatsapp|(\+?62|0)8\d{7,}|\d{16}') then null
                else website
            end as website
        )
    from mart.counted_kim
)
select
    k.kim_id,
    k.name,
    k.level,
    k.province_code,
    p.name as province_name,
    k.regency_code,
    r.name as regency_name,
    k.district_code,
    d.name as district_name,
    k.village_code,
    v.name as village_name,
    k.community_type,
    k.status,
    year(k.founded_on)::integer as founded_year,
    k.website,
    k.domain_label
from cleared as k
left join reference.province as p on p.code = k.province_code
left join reference.regency as r on r.code = k.regency_code
left join reference.district as d on d.code = k.district_code
left join reference.village as v on v.code = k.village_code
order by k.province_code, k.status, k.regency_code nulls last, k.district_code nulls last, k.village_code nulls last,
    k.kim_id;
