-- Brings the counts of the submissions in line with their rows, and lists the communities with a live record.
update intake.submission as s
set
    row_count = r.row_count,
    accepted_count = r.accepted_count,
    quarantined_count = r.quarantined_count,
    ignored_count = r.ignored_count
from (
    select
        submission_id,
        count(*) as row_count,
        count(*) filter (where outcome = 'accepted') as accepted_count,
        count(*) filter (where outcome = 'quarantined') as quarantined_count,
        count(*) filter (where outcome = 'ignored') as ignored_count
    from intake.row
    group by submission_id
) as r
where r.submission_id = s.submission_id;
create or replace temp view live_kim as
select
    m.kim_id,
    count(*) as record_count,
    min(s.received_at) as first_seen_at,
    max(s.received_at) as last_seen_at
from intake.record as r
inner join intake.submission as s on s.submission_id = r.submission_id
inner join registry.membership as m on m.record_id = r.record_id
where s.status in ('accepted', 'partly_accepted')
group by m.kim_id;
