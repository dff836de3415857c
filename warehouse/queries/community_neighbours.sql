-- The communities that a community could be taken for when its contacts are gone: those it shares a kept pair with, and
-- those of the same name in the same province; each by its first record.
with members as (
    select node.ordinal, node.record_id, node.kim_id, feature.name_key, feature.province_code
    from matching.node
    join matching.feature using (ordinal)
), own as (
    select * from members where kim_id = $kim_id
), paired as (
    select edge.ordinal_r as ordinal from matching.edge join own on own.ordinal = edge.ordinal_l
    union
    select edge.ordinal_l from matching.edge join own on own.ordinal = edge.ordinal_r
), beside as (
    select kim_id from members semi join paired using (ordinal)
    union
    select members.kim_id from members semi join own using (name_key, province_code)
)
select members.kim_id, arg_min(members.record_id, members.ordinal) as record_id
from members
semi join beside using (kim_id)
where members.kim_id is distinct from $kim_id and members.kim_id is not null
group by members.kim_id
order by members.kim_id;
