-- The round in which each community of the register first came in, by the first of its live records.
-- One round a community, so that the rounds' bridges add up to the nation.
create or replace view mart.kim_round as
with placed as (
    select
        r.kim_id,
        r.record_id,
        s.round_id,
        row_number() over (
            partition by r.kim_id
            order by s.sequence, r.sheet nulls first, r.row_number, r.record_id
        ) as place
    from registry.record as r
    inner join intake.submission as s on s.submission_id = r.submission_id
)
select k.kim_id, p.record_id as first_record_id, p.round_id, k.status
from placed as p
inner join registry.kim as k on k.kim_id = p.kim_id
where p.place = 1;
