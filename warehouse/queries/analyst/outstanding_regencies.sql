-- Which regencies have not sent in the newest round that has received files: silent, an empty form, or all rejected.
with newest as (
    select max(round_id) as round_id
    from mart.completeness
    where state <> 'silent'
)
select completeness.province_code, province.name as province_name, completeness.regency_code,
    regency.name as regency_name, completeness.state
from mart.completeness
semi join newest using (round_id)
left join reference.province on province.code = completeness.province_code
left join reference.regency on regency.code = completeness.regency_code
where completeness.state <> 'sent'
order by completeness.regency_code;
