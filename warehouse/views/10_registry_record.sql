-- Every record that counts: accepted rows of submissions in force, each with the kim it belongs to; no personal data.
create view registry.record as
with live as (
    select submission_id from intake.submission where intake.is_live(status)
)
select
    record.record_id, record.submission_id, record.sheet, record.row_number, membership.kim_id,
    record.name, record.level, record.province_code, record.regency_code, record.district_code, record.village_code,
    record.founded_on, record.founded_precision, record.decree_number, record.decree_on, record.term_from, record.term_to,
    record.member_count, record.community_type, record.status, record.website, record.domain_label, record.channels,
    record.site_number, record.sequence, record.name_typed, record.declared_kim_id
from intake.record
join live using (submission_id)
join registry.membership using (record_id);
