-- Which domains cannot be granted, why not, and what could be had instead.
select request.verdict, request.label, kim.kim_id, kim.name, request.reason, request.proposal
from mart.domain_request as request
join registry.kim using (kim_id)
where request.verdict <> 'grantable'
order by request.verdict, request.label, kim.kim_id;
