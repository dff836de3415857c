-- What becomes of the domain label that a community asks for.
select label, fqdn, verdict, reason, proposal
from mart.domain_request
where kim_id = $kim_id;
