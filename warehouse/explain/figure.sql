-- The counts of one region: ID, a province or a regency. Dissolved communities stand beside them, not in them.
with counts as (
    select 'ID' as code, 'Indonesia' as name, sum(kim_count) as kim_count, sum(active_count) as active_count,
        sum(inactive_count) as inactive_count, sum(member_count) as member_count
    from mart.province_count
    union all
    select province_code, province_name, kim_count, active_count, inactive_count, member_count from mart.province_count
    union all
    select regency_code, regency_name, kim_count, active_count, inactive_count, member_count
    from mart.regency_count
    where regency_code is not null
)
select
    counts.code, counts.name, counts.kim_count::bigint as kim_count, counts.active_count::bigint as active_count,
    counts.inactive_count::bigint as inactive_count, counts.member_count::bigint as member_count,
    (
        select count(*) from registry.kim
        left join reference.regency_today as today on today.code = kim.regency_code
        where kim.status = 'bubar'
            and $code in ('ID', coalesce(today.province_code, kim.province_code), today.regency_code)
    ) as dissolved_count
from counts
where counts.code = $code;
