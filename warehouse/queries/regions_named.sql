-- The regions that have this code or this name (a regency also by its bare name), the widest level first.
with regions as (
    select code, name, 'province' as level, 1 as depth from reference.province where valid_to is null
    union all
    select code, name, 'regency', 2 from reference.regency where valid_to is null
    union all
    select code, name, 'district', 3 from reference.district where valid_to is null
    union all
    select code, name, 'village', 4 from reference.village where valid_to is null
), named as (
    select
        *, lower(name) as full_name,
        regexp_replace(lower(name), '^(kabupaten|kota) (administrasi )?', '') as bare_name
    from regions
)
select code, name, level, depth
from named
where code = $region or full_name = $name or (level = 'regency' and bare_name = $name)
order by depth, code;
