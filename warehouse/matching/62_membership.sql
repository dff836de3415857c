-- Writes the clusters down: each record's community, by which step it came there, and the aliases that follow.
-- reads: bond, cluster, matching.given_id, matching.node, registry.alias, titled
-- writes: changed_kim, joined, lost_id, matching.node, registry.alias, registry.membership, renewed
-- takes: event_at

create or replace temp table joined as
with named as (
    select c.ordinal, c.root, t.kim_id
    from cluster as c
    inner join titled as t on t.root = c.root
),
inside as (
    select b.ordinal_l, b.ordinal_r, b.step, b.probability
    from bond as b
    inner join cluster as l on l.ordinal = b.ordinal_l
    inner join cluster as r on r.ordinal = b.ordinal_r and r.root = l.root
),
bound as (
    select ordinal_l as ordinal, step, probability from inside
    union all
    select ordinal_r, step, probability from inside
),
chosen as (
    select
        ordinal,
        arg_min(step, case step when 'decision' then 0 when 'declared' then 1 when 'exact' then 2 else 3 end) as method,
        max(probability) as probability
    from bound
    group by ordinal
)
select
    n.ordinal,
    n.kim_id,
    coalesce(c.method, 'single') as method,
    c.probability
from named as n
left join chosen as c on c.ordinal = n.ordinal;

create or replace temp table changed_kim as
select n.kim_id
from matching.node as n
semi join joined as j on j.ordinal = n.ordinal
where n.kim_id is not null
union
select kim_id from joined where kim_id is not null;

create or replace temp table renewed as
select n.ordinal, n.record_id, n.live, j.kim_id, j.method, j.probability
from matching.node as n
inner join joined as j on j.ordinal = n.ordinal
order by n.ordinal;

delete from matching.node where ordinal in (select ordinal from joined);
insert into matching.node by name select * from renewed;

delete from registry.membership where kim_id in (select kim_id from changed_kim);
insert into registry.membership by name
select record_id, kim_id, method, probability
from renewed
where live and kim_id is not null;

create or replace temp table lost_id as
select g.kim_id, r.kim_id as merged_into
from renewed as r
inner join matching.given_id as g on g.record_id = r.record_id;

delete from registry.alias
where kim_id in (
    select l.kim_id from lost_id as l
    inner join registry.alias as a on a.kim_id = l.kim_id
    where l.merged_into is distinct from a.merged_into
);
insert into registry.alias by name
select l.kim_id, l.merged_into, getvariable('event_at') as "at"
from lost_id as l
anti join registry.alias as a on a.kim_id = l.kim_id
where l.merged_into is not null and l.merged_into <> l.kim_id
order by l.kim_id;
