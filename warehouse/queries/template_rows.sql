-- What the register knows of the communities of one region, in public columns, as a form is prefilled with it.
select
    kim.kim_id, kim.name, kim.province_code, kim.regency_code, kim.district_code, kim.village_code, kim.founded_on,
    kim.founded_precision, kim.decree_number, kim.decree_on, kim.member_count, kim.community_type, kim.status,
    kim.website, kim.domain_label, kim.channels, kim.site_number
from registry.kim as kim
where
    $region in (kim.province_code, kim.regency_code, kim.district_code, kim.village_code)
order by kim.regency_code nulls last, kim.district_code nulls last, kim.village_code nulls last, kim.name, kim.kim_id;
