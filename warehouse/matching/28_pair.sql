-- Each candidate pair with what is compared of its two records.
-- reads: candidate, side
-- writes: paired
-- takes: nothing

create or replace temp view paired as
select columns(l.*) as '\0_l', columns(r.*) as '\0_r'
from candidate as c
inner join side as l on l.ordinal = c.ordinal_l
inner join side as r on r.ordinal = c.ordinal_r;
