-- Those of the changed communities that are written next.
-- reads: every_change
-- writes: changed_kim
-- takes: first_place, last_place
-- runs: for each slice of the changed communities

create or replace temp table changed_kim as
select kim_id
from every_change
where place > getvariable('first_place') and place <= getvariable('last_place');
