-- Which regencies have not sent anything in the newest round that has received files, those with an empty form marked.
with newest as (
    select max(round_id) as round_id
    from mart.completeness
    where submission_count + empty_count > 0
)
select completeness.province_code, province.name as province_name, completeness.regency_code,
    regency.name as regency_name, completeness.empty_count > 0 as sent_an_empty_form
from mart.completeness
semi join newest using (round_id)
left join reference.province on province.code = completeness.province_code
left join reference.regency on regency.code = completeness.regency_code
where completeness.submission_count = 0
order by completeness.regency_code;
