-- The archived file of each of these submissions.
select submission_id, sha256, file_name
from intake.submission
where list_contains($submission_ids::varchar[], submission_id)
order by sequence;
