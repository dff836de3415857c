-- How many communities are registered in each of today's provinces; a province without any counts zero.
create or replace view mart.province_count as
with by_province as (
    select
        province_code,
        count(*) as kim_count,
        count(*) filter (where status = 'aktif') as active_count,
        count(*) filter (where status = 'tidak_aktif') as inactive_count,
        coalesce(sum(member_count), 0)::bigint as member_count
    from mart.counted_kim
    group by province_code
)
select
    p.code as province_code,
    p.name as province_name,
    coalesce(c.kim_count, 0) as kim_count,
    coalesce(c.active_count, 0) as active_count,
    coalesce(c.inactive_count, 0) as inactive_count,
    coalesce(c.member_count, 0) as member_count
from reference.province as p
left join by_province as c on c.province_code = p.code
where p.valid_to is null or c.kim_count > 0
order by p.code;
