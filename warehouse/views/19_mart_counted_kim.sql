-- The communities that are counted, each in the regency and the province that its place goes by today.
create or replace view mart.counted_kim as
select
    k.* replace (
        case when t.regency_code <> k.regency_code then t.province_code else k.province_code end as province_code,
        coalesce(t.regency_code, k.regency_code) as regency_code
    )
from registry.kim as k
left join reference.regency_today as t on t.code = k.regency_code
where k.status in ('aktif', 'tidak_aktif');
