-- Provinces that grew since the previous release by more than their new submissions and the round's tolerance explain.
with new_submission as (
    select s.submission_id
    from intake.submission as s
    anti join previous_submission as p on p.submission_id = s.submission_id
    where intake.is_live(s.status)
),
explained_kim as (
    select distinct r.kim_id
    from registry.record as r
    semi join new_submission as s on s.submission_id = r.submission_id
),
gained as (
    select n.province_code, count(*) as explained
    from mart.public_kim as n
    semi join explained_kim as e on e.kim_id = n.kim_id
    anti join previous_kim as p on p.kim_id = n.kim_id and p.province_code = n.province_code
    group by n.province_code
)
select n.province_code, n.province_name, b.kim_count as before, n.kim_count as now,
    greatest(floor(b.kim_count * r.tolerance_pct / 100), r.tolerance_abs)::bigint as tolerated,
    coalesce(g.explained, 0) as explained
from previous_province_count as b
inner join mart.province_count as n on n.province_code = b.province_code
inner join reference.round as r on r.round_id = $round_id
left join gained as g on g.province_code = n.province_code
where n.kim_count - b.kim_count - coalesce(g.explained, 0)
    > greatest(floor(b.kim_count * r.tolerance_pct / 100), r.tolerance_abs)
order by n.province_code;
