-- Which domains can be granted now.
select request.fqdn, kim.kim_id, kim.name, regency.name as regency_name, kim.decree_number
from mart.domain_request as request
join registry.kim using (kim_id)
left join reference.regency on regency.code = kim.regency_code
where request.verdict = 'grantable'
order by request.fqdn;
