-- Every record that counts: accepted rows of submissions in force, each with the kim it belongs to; no personal data.
create view registry.record as
with live as (
    select submission_id from intake.submission where intake.is_live(status)
)
select
    record.record_id, record.submission_id, record.sheet, record.row_number, membership.kim_id,
    record.* exclude (record_id, submission_id, sheet, row_number)
from intake.record
join live using (submission_id)
join registry.membership using (record_id);
