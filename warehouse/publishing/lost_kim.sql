-- The communities that a province counted in the previous release and does not count there now, and why.
with recursive winner as (
    select kim_id, merged_into from registry.alias
    union
    select w.kim_id, a.merged_into from winner as w inner join registry.alias as a on a.kim_id = w.merged_into
),
last_winner as (
    select w.kim_id, w.merged_into from winner as w anti join registry.alias as a on a.kim_id = w.merged_into
)
select
    p.kim_id,
    case
        when n.kim_id is not null then 'moved to ' || coalesce(n.regency_code, n.province_code)
        when w.kim_id is not null then 'merged into ' || w.merged_into
        when k.kim_id is not null then 'dissolved'
        else 'its submissions were withdrawn or superseded'
    end as reason
from previous_kim as p
left join mart.public_kim as n on n.kim_id = p.kim_id
left join last_winner as w on w.kim_id = p.kim_id
left join registry.kim as k on k.kim_id = p.kim_id
where p.province_code = $province_code and (n.kim_id is null or n.province_code <> p.province_code)
order by p.kim_id;
