-- The first of the arriving files that was loaded before.
select file_name
from arriving_submission
semi join intake.submission using (submission_id)
order by sequence
limit 1;
