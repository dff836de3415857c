-- What came in for a region, round by round, and how many of its regencies sent.
select
    round_id, count(*) as regency_count, count(*) filter (where state = 'sent') as regencies_sent,
    sum(submission_count)::bigint as submission_count, sum(row_count)::bigint as row_count,
    sum(accepted_count)::bigint as accepted_count, sum(empty_count)::bigint as empty_count,
    sum(rejected_count)::bigint as rejected_count, sum(no_kim_count)::bigint as no_kim_count
from mart.completeness
where $code in ('ID', province_code, regency_code)
group by round_id
having count(*) filter (where state <> 'silent') > 0
order by round_id;
