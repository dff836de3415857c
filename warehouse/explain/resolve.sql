-- The id that $kim_id stands for today: itself, or the one at the end of its merges.
with recursive walk as (
    select $kim_id::varchar as kim_id
    union
    select alias.merged_into
    from walk
    join registry.alias on alias.kim_id = walk.kim_id
)
select kim_id
from walk
where kim_id not in (select kim_id from registry.alias);
