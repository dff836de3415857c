-- The next level down: provinces of the nation, regencies of a province; those with any communities.
select province_code as code, province_name as name, kim_count, active_count, inactive_count
from mart.province_count
where $code = 'ID' and kim_count > 0
union all
select regency_code, coalesce(regency_name, '(no regency known)'), kim_count, active_count, inactive_count
from mart.regency_count
where province_code = $code and kim_count > 0
order by code nulls last;
