-- The communities that a figure counts, each with its records and the file of the first.
with counted as (
    select kim.*
    from mart.counted_kim as kim
    where $code in ('ID', province_code, regency_code)
),
firsts as (
    select
        record.kim_id, arg_min(submission.file_name, record.sequence) as first_file,
        arg_min(submission.round_id, record.sequence) as first_round
    from registry.record
    join intake.submission using (submission_id)
    group by record.kim_id
)
select
    counted.kim_id, counted.name, counted.province_code, counted.regency_code, counted.status, counted.founded_on,
    counted.founded_precision, counted.record_count, firsts.first_file, firsts.first_round
from counted
left join firsts using (kim_id)
order by counted.province_code, counted.regency_code nulls last, counted.name, counted.kim_id
limit $most;
