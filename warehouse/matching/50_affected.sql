-- One step outwards from `affected`: whatever is bound to it, is in a community with it, or was.
-- reads: affected, bond, frontier, matching.node
-- writes: affected, frontier
-- takes: affected_step
-- runs: for each step outwards, until nothing is reached

insert into affected by name
with reached as (
    select b.ordinal_r as ordinal from bond as b semi join frontier as f on f.ordinal = b.ordinal_l
    union
    select b.ordinal_l from bond as b semi join frontier as f on f.ordinal = b.ordinal_r
    union
    select n.ordinal
    from matching.node as n
    where n.kim_id in (
        select m.kim_id from matching.node as m semi join frontier as f on f.ordinal = m.ordinal
    )
)
select r.ordinal, getvariable('affected_step') as step
from reached as r
semi join matching.node as n on n.ordinal = r.ordinal
anti join affected as a on a.ordinal = r.ordinal;

create or replace temp table frontier as
select ordinal from affected where step = getvariable('affected_step');
