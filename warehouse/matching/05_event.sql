-- Begins an event: what arrives with it and which decisions take effect.
-- reads: nothing
-- writes: affected, arriving, matching.applied
-- takes: acts, event_at, submissions
-- runs: for each event

create or replace temp table arriving as
select unnest(getvariable('submissions')::varchar[]) as submission_id;

insert into matching.applied by name
select submission_id as item_id, 'submission' as kind, getvariable('event_at') as "at" from arriving
union all
select unnest(getvariable('acts')::varchar[]), 'decision', getvariable('event_at');

create or replace temp table affected (ordinal bigint, step integer);
