-- The community that each record says it is, where that id was given: by the record it was given to, or the least of
-- those that rulings bind to it. An office that may not speak for the community declares nothing.
-- reads: declaration, grouped, ruled_together
-- writes: declared
-- takes: nothing

create or replace temp table declared as
select d.ordinal, coalesce(b.least_id, d.given_to) as declared_group
from grouped as c
inner join declaration as d on d.ordinal = c.ordinal and d.entitled
left join ruled_together as b on b.record_id = d.given_to;
