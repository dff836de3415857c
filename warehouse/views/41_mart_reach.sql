-- Who can be told, and tell, in an emergency: one row a regency of today, with its districts and its active kim.
create view mart.reach as
with regencies as (
    select code as regency_code, province_code, name from reference.regency where valid_to is null
),
districts as (
    select district.code as district_code, today.regency_code
    from reference.district
    join reference.regency_today as today on today.code = district.regency_code
    where district.valid_to is null
),
counted as (
    select regency_code, count(*) as district_count from districts group by regency_code
),
active as (
    select
        today.regency_code, districts.district_code,
        coalesce(len(json_keys(kim.channels)), 0) > 0 as has_channel
    from registry.kim
    join reference.regency_today as today on today.code = kim.regency_code
    left join districts on districts.district_code = kim.district_code and districts.regency_code = today.regency_code
    where kim.status = 'aktif'
),
reached as (
    select
        regency_code, count(distinct district_code) as districts_with_active_kim, count(*) as active_kim,
        count(*) filter (has_channel) as active_kim_with_channel
    from active
    group by regency_code
)
select
    regencies.regency_code,
    coalesce(counted.district_count, 0) as district_count,
    coalesce(reached.districts_with_active_kim, 0) as districts_with_active_kim,
    coalesce(reached.active_kim, 0) as active_kim,
    coalesce(reached.active_kim_with_channel, 0) as active_kim_with_channel,
    regencies.province_code, regencies.name as regency_name
from regencies
left join counted using (regency_code)
left join reached using (regency_code)
order by regencies.regency_code;
