-- What the register knows of the communities of one region, in public columns, as a form is prefilled with it.
select kim.*
from registry.kim as kim
where
    $region in (kim.province_code, kim.regency_code, kim.district_code, kim.village_code)
order by kim.regency_code nulls last, kim.district_code nulls last, kim.village_code nulls last, kim.name, kim.kim_id;
