-- The bonds among the affected records.
-- reads: affected, bond
-- writes: affected_bond
-- takes: nothing

create or replace temp view affected_bond as
select b.ordinal_l, b.ordinal_r, b.step, b.probability
from bond as b
semi join affected as l on l.ordinal = b.ordinal_l
semi join affected as r on r.ordinal = b.ordinal_r;
