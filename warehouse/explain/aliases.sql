-- The ids that were merged into this one, directly or by way of others.
with recursive walk as (
    select kim_id, merged_into, "at" from registry.alias where merged_into = $kim_id
    union
    select alias.kim_id, alias.merged_into, alias."at"
    from walk
    join registry.alias on alias.merged_into = walk.kim_id
)
select kim_id, merged_into, "at"
from walk
order by "at", kim_id;
