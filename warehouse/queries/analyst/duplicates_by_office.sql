-- Where duplicates come from: which offices, and how far one and the same, sent records of one community.
with members as (
    select record.kim_id, record.record_id, coalesce(submission.office_code, 'unknown') as office_code,
        submission.submission_id, membership.method, (record.sequence, record.sheet, record.row_number) as place
    from registry.record
    join registry.membership using (record_id)
    join intake.submission using (submission_id)
),
firsts as (
    select kim_id, arg_min(office_code, place) as first_office, arg_min(record_id, place) as first_record,
        arg_min(submission_id, place) as first_submission
    from members
    group by kim_id
)
select
    members.office_code, firsts.first_office as same_community_as_office,
    case
        when members.submission_id = firsts.first_submission then 'the same file'
        when members.office_code = firsts.first_office then 'another file of the same office'
        else 'another office'
    end as where_from,
    members.method, count(*) as repeated_records, count(distinct members.kim_id) as communities
from members
join firsts using (kim_id)
where members.record_id <> firsts.first_record
group by all
order by repeated_records desc, members.office_code, same_community_as_office, where_from, members.method;
