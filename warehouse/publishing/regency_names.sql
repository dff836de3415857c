-- Each regency's name with its province, as a list of places shows it.
select r.code, r.name || ' (' || p.name || ')'
from reference.regency as r
inner join reference.province as p on p.code = r.province_code
order by r.code;
