-- Each cluster's id: the one given to its oldest member that has one; a cluster with a live record and none needs one.
-- reads: cluster, matching.given_id, matching.node
-- writes: titled
-- takes: nothing
-- runs: again where ids were given

create or replace temp table titled as
with owned as (
    select c.root, arg_min(g.kim_id, c.ordinal) as kim_id
    from cluster as c
    inner join matching.node as n on n.ordinal = c.ordinal
    inner join matching.given_id as g on g.record_id = n.record_id
    group by c.root
),
alive as (
    select c.root, bool_or(n.live) as has_live
    from cluster as c
    inner join matching.node as n on n.ordinal = c.ordinal
    group by c.root
)
select a.root, o.kim_id, a.has_live
from alive as a
left join owned as o on o.root = a.root;
