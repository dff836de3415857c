-- Lets records into the partition with their file, unless it is held; those of a file that was taken out stay in it,
-- but not live.
-- reads: arriving, intake.submission, matching.feature, matching.node
-- writes: matching.node, moved_record
-- takes: changed_submissions

create or replace temp table moved_record as
select
    f.ordinal,
    f.record_id,
    intake.is_live(s.status) as live
from matching.feature as f
inner join intake.submission as s on s.submission_id = f.submission_id
where s.status <> 'held' and (
    f.submission_id in (select submission_id from arriving)
    or list_contains(getvariable('changed_submissions')::varchar[], f.submission_id)
);

update matching.node as n
set live = m.live
from moved_record as m
where m.ordinal = n.ordinal and n.live <> m.live;

insert into matching.node by name
select m.ordinal, m.record_id, m.live
from moved_record as m
anti join matching.node as n on n.ordinal = m.ordinal
order by m.ordinal;
