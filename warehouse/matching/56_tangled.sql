-- Selects the records of the groups that must be taken apart, with all that speaks against bringing two of them
-- together.
-- reads: declared, grouped, matching.feature, matching.node, ruling, tangled
-- writes: nothing
-- takes: nothing
-- runs: if a group is tangled

select
    g.label,
    f.ordinal,
    f.anchor,
    f.submission_id,
    n.live or exists (select 1 from ruling as r where f.ordinal in (r.ordinal_l, r.ordinal_r)) as active,
    f.village_code,
    f.district_code,
    f.regency_code,
    f.province_code,
    coalesce(f.numeral, '') as numeral,
    coalesce(f.kind, '') as kind,
    d.declared_group
from grouped as g
semi join tangled as t on t.label = g.label
inner join matching.node as n on n.ordinal = g.ordinal
inner join matching.feature as f on f.ordinal = g.ordinal
left join declared as d on d.ordinal = g.ordinal
order by g.label, f.ordinal;
