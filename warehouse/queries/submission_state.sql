-- What a submission is, for the person who is about to withdraw or supersede it.
select file_name, office_code, received_at, status, accepted_count
from intake.submission
where submission_id = $submission_id;
