-- The newest files received, for the page of a run.
select sequence, submission_id, office_code, status, row_count, accepted_count, quarantined_count, ignored_count
from intake.submission
order by sequence desc
limit $shown
