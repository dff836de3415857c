-- Selects each arriving file that differs too much from what its office has in the register: what it did not find, and
-- what it left out.
-- reads: arriving, intake.submission, matching.edge, matching.feature, matching.node
-- writes: nothing
-- takes: match_threshold

with known as (
    select distinct s.office_code, n.kim_id
    from matching.node as n
    inner join matching.feature as f on f.ordinal = n.ordinal
    inner join intake.submission as s on s.submission_id = f.submission_id
    where n.live and s.office_code in (
        select office_code from intake.submission as i semi join arriving as a on a.submission_id = i.submission_id
    )
),
fresh as (
    select s.submission_id, s.office_code, f.ordinal
    from matching.feature as f
    inner join intake.submission as s on s.submission_id = f.submission_id
    semi join arriving as a on a.submission_id = f.submission_id
    where intake.is_live(s.status)
),
bond as (
    select ordinal_l as ordinal, ordinal_r as other
    from matching.edge
    where held_back is null and probability >= getvariable('match_threshold')
    union all
    select ordinal_r, ordinal_l
    from matching.edge
    where held_back is null and probability >= getvariable('match_threshold')
),
met as (
    select f.submission_id, f.office_code, f.ordinal, n.kim_id
    from fresh as f
    inner join bond as b on b.ordinal = f.ordinal
    inner join matching.node as n on n.ordinal = b.other and n.live
),
tally as (
    select
        f.submission_id,
        (select count(*) from known as k where k.office_code = f.office_code) as known_kim,
        count(*) as records,
        count(*) - (
            select count(distinct m.ordinal) from met as m where m.submission_id = f.submission_id
        ) as unmatched,
        (
            select count(*) from known as k
            where k.office_code = f.office_code and k.kim_id not in (
                select m.kim_id from met as m where m.submission_id = f.submission_id
            )
        ) as unmet
    from fresh as f
    where f.office_code is not null
    group by f.submission_id, f.office_code
)
select submission_id, known_kim, records, unmatched, unmet
from tally
where known_kim >= 10 and unmatched > known_kim / 10.0 and unmet > known_kim / 10.0
order by submission_id;
