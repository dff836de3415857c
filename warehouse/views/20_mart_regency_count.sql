-- The province counts split by regency; one row a province without a regency code holds those that name none.
create or replace view mart.regency_count as
with by_regency as (
    select
        province_code,
        regency_code,
        count(*) as kim_count,
        count(*) filter (where status = 'aktif') as active_count,
        count(*) filter (where status = 'tidak_aktif') as inactive_count,
        coalesce(sum(member_count), 0)::bigint as member_count
    from mart.counted_kim
    group by province_code, regency_code
),
places as (
    select province_code, code as regency_code, name as regency_name, valid_to
    from reference.regency
    union all
    select province_code, null, null, null
    from mart.province_count
)
select
    p.province_code,
    n.province_name,
    p.regency_code,
    p.regency_name,
    coalesce(c.kim_count, 0) as kim_count,
    coalesce(c.active_count, 0) as active_count,
    coalesce(c.inactive_count, 0) as inactive_count,
    coalesce(c.member_count, 0) as member_count
from places as p
inner join mart.province_count as n on n.province_code = p.province_code
left join by_regency as c
    on c.province_code = p.province_code
    and c.regency_code is not distinct from p.regency_code
where p.valid_to is null or c.kim_count > 0
order by p.province_code, p.regency_code nulls last;
