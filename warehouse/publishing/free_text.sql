-- The free text of what is published, by community: typed columns pass a check of their own.
select kim_id, name
from mart.public_kim
order by kim_id;
