-- The pairs with these records that people were asked about, and what they ruled.
select
    pair.pair_id, pair.record_id_l, pair.record_id_r, pair.probability, pair.ruling, pair.ruled_by, pair.ruled_at,
    pair.reason
from registry.review_pair as pair
where pair.record_id_l in (select unnest($record_ids::varchar[]))
    or pair.record_id_r in (select unnest($record_ids::varchar[]))
order by pair.ruled_at, pair.probability desc, pair.pair_id;
