-- Which villages have a community, which are said to have none, and of which nothing is known: one row a village of today.
create view mart.village_gap as
with counted as (
    select village_code, count(*) as kim_count from mart.counted_kim where village_code is not null group by village_code
),
said_none as (
    select village_code, max(submission.received_at) as reported_none_at
    from intake.no_kim
    join intake.submission using (submission_id)
    where village_code is not null and intake.is_live(submission.status)
    group by village_code
)
select
    village.code as village_code, village.name as village_name, village.district_code, district.regency_code,
    today.province_code, coalesce(counted.kim_count, 0) as kim_count, said_none.reported_none_at,
    case
        when counted.kim_count > 0 then 'has_kim'
        when said_none.reported_none_at is not null then 'reported_none'
        else 'unknown'
    end as state
from reference.village
join reference.district on district.code = village.district_code
join reference.regency_today as today on today.code = district.regency_code
left join counted on counted.village_code = village.code
left join said_none on said_none.village_code = village.code
where village.valid_to is null
order by village.code;
