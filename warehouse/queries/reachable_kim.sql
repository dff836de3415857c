-- The active communities at or below a region, with their place and their records, newest first.
with reached as (
    select * from registry.kim
    where status = 'aktif' and $region in (province_code, regency_code, district_code, village_code)
), placed as (
    select
        reached.kim_id, reached.name, reached.channels,
        concat_ws(', ', village.name, district.name, regency.name, province.name) as place,
        coalesce(reached.village_code, reached.district_code, reached.regency_code, reached.province_code) as region_code
    from reached
    left join reference.village on village.code = reached.village_code
    left join reference.district on district.code = reached.district_code
    left join reference.regency on regency.code = reached.regency_code
    left join reference.province on province.code = reached.province_code
), listed as (
    select kim_id, list(record_id order by sequence desc, row_number desc) as record_ids
    from registry.record group by kim_id
)
select kim_id, name, place, region_code, cast(channels as varchar) as channels, record_ids
from placed
join listed using (kim_id)
order by region_code, name, kim_id;
