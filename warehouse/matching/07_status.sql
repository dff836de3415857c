-- Selects each file's status and the one that it has where no decision and no drift speaks against it.
-- reads: intake.submission
-- writes: nothing
-- takes: nothing
-- runs: again where a file is held

select submission_id, status, case when quarantined_count = 0 then 'accepted' else 'partly_accepted' end
from intake.submission
where status not in ('rejected', 'duplicate', 'skipped');
