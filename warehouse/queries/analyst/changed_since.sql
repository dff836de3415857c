-- Which communities came, went or changed status since a day (change it): the register then beside the register now.
with then_known as (
    select kim_id, name, status from registry.kim_as_of(timestamp '2026-01-01')
)
select
    coalesce(kim.kim_id, then_known.kim_id) as kim_id, coalesce(kim.name, then_known.name) as name,
    then_known.status as status_then, kim.status as status_now
from registry.kim
full join then_known on then_known.kim_id = kim.kim_id
where then_known.status is distinct from kim.status
order by kim_id;
