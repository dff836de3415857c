-- The findings on a submission that come of the register, not of its file alone.
select rule, severity, message_id, message_en, sheet, row_number, column_name, cell, value, suggestion
from intake.finding
where submission_id = $submission and rule = 'no_kim_but_known'
order by sheet, row_number;
