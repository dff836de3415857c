-- What may bind two records into one community: edges strong enough that no rule holds back, and rulings.
-- reads: matching.edge, ruling
-- writes: bond
-- takes: match_threshold

create or replace temp view bond as
select ordinal_l, ordinal_r, step, probability
from matching.edge
where held_back is null and probability >= getvariable('match_threshold')
union all
select ordinal_l, ordinal_r, 'decision' as step, 1.0 as probability
from ruling
where kind = 'same';
