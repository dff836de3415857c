-- Every record that describes a community, with its row as it was typed; those out of the register come last.
with members as (
    select record_id, method, probability, true as live from registry.membership where kim_id = $kim_id
    union all
    select record_id, method, probability, false from matching.node where kim_id = $kim_id and not live
)
select
    record.record_id, members.live, members.method, members.probability, submission.submission_id, submission.sequence,
    submission.file_name, submission.received_at, submission.round_id, submission.office_code,
    coalesce(regency.name, province.name) as office_name, submission.status as submission_status,
    record.sheet, record.row_number, record.name, record.name_typed, record.status, "row".cells
from members
join intake.record using (record_id)
join intake.submission using (submission_id)
left join intake."row"
    on "row".submission_id = record.submission_id
    and "row".sheet is not distinct from record.sheet
    and "row".row_number = record.row_number
left join reference.regency on regency.code = submission.office_code
left join reference.province on province.code = submission.office_code
order by members.live desc, record.sequence, record.sheet, record.row_number;
