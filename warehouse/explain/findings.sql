-- What was found and corrected in the rows of these records.
select
    record.record_id, finding.column_name, finding.cell, finding.rule, finding.severity, finding.value,
    finding.suggestion, finding.message_id, finding.message_en
from intake.record
join intake.finding
    on finding.submission_id = record.submission_id
    and finding.sheet is not distinct from record.sheet
    and finding.row_number = record.row_number
where record.record_id in (select unnest($record_ids::varchar[]))
order by record.sequence, record.sheet, record.row_number, finding.cell, finding.rule;
