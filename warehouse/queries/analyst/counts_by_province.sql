-- How many communities are registered in each province, how many of them are active, and how many members they state.
select province_code, province_name, kim_count, active_count, inactive_count, member_count
from mart.province_count
order by kim_count desc, province_code;
