-- One community as it is registered, with the names of its place; of one that left the register, its last state.
with states as (
    select * exclude (valid_from), true as in_register
    from (select *, null::timestamp as valid_from from registry.kim where kim_id = $kim_id)
    union all by name
    select * exclude (valid_from, valid_to), false as in_register
    from registry.kim_history
    where kim_id = $kim_id
    qualify row_number() over (order by valid_from desc) = 1
)
select
    states.*, province.name as province_name, regency.name as regency_name, district.name as district_name,
    village.name as village_name
from states
left join reference.province on province.code = states.province_code
left join reference.regency on regency.code = states.regency_code
left join reference.district on district.code = states.district_code
left join reference.village on village.code = states.village_code
order by in_register desc
limit 1;
