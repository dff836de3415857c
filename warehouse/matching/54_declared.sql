-- The community that each record says it is, where that id was given: by the record it was given to, or the least of
-- those that rulings bind to it.
-- reads: grouped, matching.feature, matching.given_id, ruled_together
-- writes: declared
-- takes: nothing

create or replace temp table declared as
select f.ordinal, coalesce(b.least_id, g.record_id) as declared_group
from grouped as c
inner join matching.feature as f on f.ordinal = c.ordinal
inner join matching.given_id as g on g.kim_id = f.declared_kim_id
left join ruled_together as b on b.record_id = g.record_id;
