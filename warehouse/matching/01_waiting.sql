-- Selects the files that the partition has not taken in, in the order of their receipt.
-- reads: intake.submission, matching.applied
-- writes: nothing
-- takes: nothing
-- runs: for each resolve

select s.submission_id, s.received_at
from intake.submission as s
anti join matching.applied as a on a.item_id = s.submission_id
where s.status not in ('rejected', 'duplicate', 'skipped')
order by s.received_at, s.sequence;
