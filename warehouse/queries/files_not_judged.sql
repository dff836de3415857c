-- The files of a round on which the software failed, in the order of their receipt.
select file_name
from intake.submission
semi join (from intake.finding where rule = 'file_not_judged') using (submission_id)
where round_id = ?
order by sequence;
