-- The code of today for a region code, retired ones included.
select regency_code as code from reference.regency_today where code = $code
union all
select code from reference.province where code = $code
union all
select 'ID' where $code = 'ID'
limit 1;
