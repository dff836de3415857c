-- Every state that a community has had: a state ends where the next begins, or where the community left the register.
-- reads: changed_kim, registry.kim, registry.kim_history
-- writes: moved, registry.kim_history
-- takes: event_at
-- runs: if a community changed

create or replace temp table moved as
with standing as (
    select columns(h.* exclude (valid_from, valid_to))
    from registry.kim_history as h
    where h.valid_to is null and h.kim_id in (select kim_id from changed_kim)
),
present as (
    select *
    from registry.kim
    where kim_id in (select kim_id from changed_kim)
)
select
    coalesce(s.kim_id, p.kim_id) as kim_id,
    s.kim_id is not null as ends,
    p.kim_id is not null as begins
from present as p
full join standing as s on s.kim_id = p.kim_id
where s.kim_id is null or p.kim_id is null or s is distinct from p;

update registry.kim_history
set valid_to = getvariable('event_at')
where valid_to is null and kim_id in (select kim_id from moved where ends);

delete from registry.kim_history
where valid_to is not null and valid_from >= valid_to and kim_id in (select kim_id from moved where ends);

insert into registry.kim_history by name
select k.*, getvariable('event_at') as valid_from, null as valid_to
from registry.kim as k
where k.kim_id in (select kim_id from moved where begins);
