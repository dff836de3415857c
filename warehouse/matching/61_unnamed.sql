-- Selects the first records, by receipt, of the clusters that need an id.
-- reads: intake.record, intake.submission, matching.feature, titled
-- writes: nothing
-- takes: nothing

select f.record_id, s.sequence, coalesce(r.sheet, '') as sheet, r.row_number
from titled as t
inner join matching.feature as f on f.ordinal = t.root
inner join intake.record as r on r.record_id = f.record_id
inner join intake.submission as s on s.submission_id = f.submission_id
where t.kim_id is null and t.has_live
order by f.ordinal;
