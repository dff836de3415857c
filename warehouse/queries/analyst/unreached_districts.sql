-- Which districts have no active community: nobody there would pass a warning on.
select district.regency_code, regency.name as regency_name, district.code as district_code,
    district.name as district_name
from reference.district
join reference.regency on regency.code = district.regency_code
anti join (select district_code from registry.kim where status = 'aktif') as active
    on active.district_code = district.code
where district.valid_to is null
order by district.code;
