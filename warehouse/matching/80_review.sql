-- The questions for people: of each two communities that may be one, the pair of records that says most. Rulings stand
-- beside them. A pair of communities that a ruling keeps apart is not asked about again unless it agrees on more than
-- it did when it was ruled.
-- reads: matching.edge, matching.node, ruling
-- writes: agreeing(), asked, question, registry.review_pair
-- takes: agreeing_levels

create or replace temp macro agreeing(evidence) as
    list_filter(
        json_keys(evidence),
        lambda k: list_contains(
            getvariable('agreeing_levels'), k || '.' || json_extract_string(evidence, '$.' || k || '[0]')
        )
    );

create or replace temp table asked as
with live_edge as (
    select
        e.record_id_l,
        e.record_id_r,
        e.probability,
        e.evidence,
        l.kim_id as kim_l,
        r.kim_id as kim_r
    from matching.edge as e
    inner join matching.node as l on l.ordinal = e.ordinal_l and l.live
    inner join matching.node as r on r.ordinal = e.ordinal_r and r.live
    where l.kim_id <> r.kim_id
),
settled as (
    select
        least(l.kim_id, r.kim_id) as kim_a,
        greatest(l.kim_id, r.kim_id) as kim_b,
        d.agreed
    from ruling as d
    inner join matching.node as l on l.ordinal = d.ordinal_l
    inner join matching.node as r on r.ordinal = d.ordinal_r
    where d.kind = 'different'
),
unsettled as (
    select e.*
    from live_edge as e
    where not exists (
        select 1
        from settled as s
        where s.kim_a = least(e.kim_l, e.kim_r) and s.kim_b = greatest(e.kim_l, e.kim_r)
            and (s.agreed is null or list_has_all(string_split(s.agreed, ','), agreeing(e.evidence)))
    )
)
select
    least(e.kim_l, e.kim_r) as kim_a,
    greatest(e.kim_l, e.kim_r) as kim_b,
    arg_max(e.record_id_l, (e.probability, e.record_id_l, e.record_id_r)) as record_id_l,
    arg_max(e.record_id_r, (e.probability, e.record_id_l, e.record_id_r)) as record_id_r,
    max(e.probability) as probability
from unsettled as e
group by kim_a, kim_b;

create or replace temp table question as
select
    'p' || substr(sha256(least(record_id_l, record_id_r) || '|' || greatest(record_id_l, record_id_r)), 1, 12)
        as pair_id,
    record_id_l,
    record_id_r,
    probability,
    'open' as ruling,
    null as ruled_by,
    null::timestamp as ruled_at,
    null as reason
from asked
union all
select
    'p' || substr(sha256(least(l.record_id, r.record_id) || '|' || greatest(l.record_id, r.record_id)), 1, 12),
    l.record_id,
    r.record_id,
    e.probability,
    d.kind,
    d.ruled_by,
    d.ruled_at,
    d.reason
from ruling as d
inner join matching.node as l on l.ordinal = d.ordinal_l
inner join matching.node as r on r.ordinal = d.ordinal_r
left join matching.edge as e
    on e.ordinal_l = least(d.ordinal_l, d.ordinal_r) and e.ordinal_r = greatest(d.ordinal_l, d.ordinal_r);

delete from registry.review_pair;
insert into registry.review_pair by name
select * from question
qualify row_number() over (partition by pair_id order by ruling <> 'open', ruled_at desc) = 1
order by pair_id;
