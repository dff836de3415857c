-- The communities that a province counts now and did not in the previous release, without a new submission of theirs.
with new_submission as (
    select s.submission_id
    from intake.submission as s
    anti join previous_submission as p on p.submission_id = s.submission_id
    where intake.is_live(s.status)
)
select n.kim_id, 'no new submission names it' as reason
from mart.public_kim as n
anti join previous_kim as p on p.kim_id = n.kim_id and p.province_code = n.province_code
where n.province_code = $province_code
    and n.kim_id not in (
        select r.kim_id from registry.record as r semi join new_submission as s on s.submission_id = r.submission_id
    )
order by n.kim_id;
