-- The groups of connected records that cannot simply be one community each, to be taken apart pair by pair.
-- reads: declared, grouped, matching.feature, matching.node, ruling
-- writes: tangled
-- takes: nothing

create or replace temp table tangled as
with described as (
    select
        g.label,
        n.live,
        f.*,
        d.declared_group
    from grouped as g
    inner join matching.node as n on n.ordinal = g.ordinal
    inner join matching.feature as f on f.ordinal = g.ordinal
    left join declared as d on d.ordinal = g.ordinal
),
judged as (
    select
        label,
        count(distinct village_code) > 1
        or count(distinct district_code) > 1
        or count(distinct regency_code) > 1
        or count(distinct province_code) > 1
        or count(distinct coalesce(numeral, '')) > 1
        or count(distinct coalesce(kind, '')) > 1
        or count(distinct declared_group) > 1
        or count(distinct submission_id) < count(*)
        or not bool_and(live) as contradicts
    from described
    group by label
    having count(*) > 1
),
ruled as (
    select distinct g.label
    from grouped as g
    inner join ruling as r on g.ordinal in (r.ordinal_l, r.ordinal_r)
)
select label from judged where contradicts
union
select label from ruled
order by label;
