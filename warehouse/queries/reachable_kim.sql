-- The active communities at or below a region, with their place and their records: what the region's own office sent
-- first, then the newest.
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
    select
        r.kim_id,
        list(
            r.record_id
            order by
                registry.office_trust(
                    s.office_code, s.office_source, $folders_are_accounts, r.province_code, r.regency_code
                ),
                r.sequence desc, r.row_number desc
        ) as record_ids
    from registry.record as r
    join intake.submission as s using (submission_id)
    group by r.kim_id
)
select kim_id, name, place, region_code, cast(channels as varchar) as channels, record_ids
from placed
join listed using (kim_id)
order by region_code, name, kim_id;
