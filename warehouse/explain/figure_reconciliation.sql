-- The comparison with each baseline that a province takes part in, and today's provinces that it covers.
with part as (
    select baseline_id, if($code = 'ID', 'ID', baseline_province_code) as province_code
    from mart.baseline_province
    where $code in ('ID', province_code)
    group by all
),
covered as (
    select baseline_id, baseline_province_code, list(province_code order by province_code) as provinces
    from mart.baseline_province
    group by all
)
select reconciliation.*, covered.provinces
from mart.reconciliation
semi join part
    on part.baseline_id = reconciliation.baseline_id and part.province_code = reconciliation.province_code
left join covered
    on covered.baseline_id = reconciliation.baseline_id
    and covered.baseline_province_code = reconciliation.province_code
order by reconciliation.baseline_id;
