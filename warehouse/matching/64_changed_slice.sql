-- Those of them that are written next.
create or replace temp table changed_kim as
select kim_id
from every_change
where place > getvariable('first_place') and place <= getvariable('last_place');
