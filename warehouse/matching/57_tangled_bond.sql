-- Selects the bonds of the groups that must be taken apart.
-- reads: affected_bond, grouped, tangled
-- writes: nothing
-- takes: nothing
-- runs: if a group is tangled

select ordinal_l, ordinal_r, step, probability
from affected_bond
where ordinal_l in (select ordinal from grouped semi join tangled using (label));
