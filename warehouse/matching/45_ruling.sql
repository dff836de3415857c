-- The rulings that stand on records of the partition, with their ordinals.
-- reads: matching.node, ruling_line
-- writes: ruling
-- takes: nothing

create or replace temp table ruling as
select r.*, l.ordinal as ordinal_l, o.ordinal as ordinal_r
from ruling_line as r
inner join matching.node as l on l.record_id = r.left_id
inner join matching.node as o on o.record_id = r.right_id;
