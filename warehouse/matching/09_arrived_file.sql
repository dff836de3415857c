-- Selects the arriving files in the order of their receipt, with how many records each has.
-- reads: arriving, intake.submission
-- writes: nothing
-- takes: nothing

select s.sequence, s.accepted_count
from intake.submission as s
semi join arriving as a on a.submission_id = s.submission_id
order by s.sequence;
