-- Where the event reaches into the partition: records that moved, whose pairs were scored anew, or that it rules on.
-- reads: affected, dirty, matching.node, moved_record
-- writes: affected, frontier
-- takes: event_decisions

insert into affected by name
with reached as (
    select ordinal from moved_record
    union
    select ordinal from dirty
    union
    select ordinal from matching.node
    where list_contains(getvariable('event_decisions')::varchar[], record_id)
)
select r.ordinal, 0 as step
from reached as r
semi join matching.node as n on n.ordinal = r.ordinal;

create or replace temp table frontier as
select ordinal from affected;
