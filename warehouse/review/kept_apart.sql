-- The pairs of records ruled apart that lie in the two communities `$a` and `$b`.
select d.left_id, d.right_id
from (select unnest($left_ids) as left_id, unnest($right_ids) as right_id) as d
inner join registry.membership as l on l.record_id = d.left_id
inner join registry.membership as r on r.record_id = d.right_id
where least(l.kim_id, r.kim_id) = least($a, $b) and greatest(l.kim_id, r.kim_id) = greatest($a, $b);
