-- Which active communities can be reached in a district (change the code), by which channels; contacts: kim contacts.
with chosen as (
    select '35.15.01' as district_code
)
select kim.kim_id, kim.name, village.name as village_name, kim.member_count, kim.channels, kim.website
from registry.kim
semi join chosen using (district_code)
left join reference.village on village.code = kim.village_code
where kim.status = 'aktif'
order by village_name nulls last, kim.name, kim.kim_id;
