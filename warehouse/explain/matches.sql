-- The scored pairs among these records: which rule found them, how probable, on what evidence.
with members as (
    select unnest($record_ids::varchar[]) as record_id
)
select edge.record_id_l, edge.record_id_r, edge.step, edge.probability, edge.evidence, edge.held_back
from matching.edge
semi join members as l on l.record_id = edge.record_id_l
semi join members as r on r.record_id = edge.record_id_r
order by edge.probability desc, edge.record_id_l, edge.record_id_r;
