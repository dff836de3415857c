-- The records whose community (or, where they are in none, whose submission) was last heard of before a moment.
select record.record_id
from intake.record
join intake.submission using (submission_id)
left join registry.record as live using (record_id)
left join registry.kim on kim.kim_id = live.kim_id
where coalesce(kim.last_seen_at, submission.received_at) < $before;
