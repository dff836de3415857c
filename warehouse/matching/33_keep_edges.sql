-- Replaces the pairs of dirty records by what scoring found of them.
-- reads: dirty, matching.feature, scored
-- writes: matching.edge
-- takes: review_threshold

delete from matching.edge
where ordinal_l in (select ordinal from dirty) or ordinal_r in (select ordinal from dirty);

insert into matching.edge by name
select
    l.record_id as record_id_l,
    r.record_id as record_id_r,
    s.*
from scored as s
inner join matching.feature as l on l.ordinal = s.ordinal_l
inner join matching.feature as r on r.ordinal = s.ordinal_r
where s.probability >= getvariable('review_threshold')
order by s.ordinal_l, s.ordinal_r;
