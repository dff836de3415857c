-- Which provinces still owe communities that the 2023 baseline counted, and how many.
select province_code, province_name, baseline_count, registered_count, outstanding, status
from mart.reconciliation
where baseline_id = '2023' and province_code <> 'ID' and outstanding > 0
order by outstanding desc, province_code;
