-- Every state that a community has had.
select * exclude (kim_id, first_seen_at, last_seen_at)
from registry.kim_history
where kim_id = $kim_id
order by valid_from;
