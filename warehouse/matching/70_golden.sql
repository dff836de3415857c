-- The golden record: of each fact the newest trustworthy value, and the record that it was taken from (survivorship).
-- Trust: `registry.office_trust`; a value before a blank. A fact of several attributes is taken whole: the place from the
-- record that names it deepest, founding and decree from the record that gives the day or the number. Every other attribute
-- is a fact of its own (`schemas/fields.toml`). `distrust` and `vagueness` differ between any two records.
-- reads: changed_kim, intake.record, intake.submission, matching.node
-- writes: crowd, golden_and_source, registry.kim, registry.kim_source, witness
-- takes: folders_are_accounts, own_facts, place_attributes
-- runs: if a community changed

create or replace temp view witness as
with live_record as (
    select
        n.kim_id,
        n.ordinal,
        registry.office_trust(
            s.office_code, s.office_source, getvariable('folders_are_accounts'), r.province_code, r.regency_code
        ) * 1000000000000 - n.ordinal as distrust,
        (r.regency_code is null)::bigint + (r.district_code is null)::bigint
        + (r.village_code is null)::bigint as unnamed_places,
        case when r.channels <> '{}' then r.channels end as channels,
        s.received_at,
        columns(r.* exclude (channels))
    from matching.node as n
    inner join intake.record as r on r.record_id = n.record_id
    inner join intake.submission as s on s.submission_id = r.submission_id
    where n.live and n.kim_id in (select kim_id from changed_kim)
)
select *, unnamed_places * 10000000000000 + distrust as vagueness
from live_record;

create or replace temp table crowd as
select kim_id
from matching.node
where live and kim_id in (select kim_id from changed_kim)
group by kim_id
having count(*) > 1;

create or replace temp table golden_and_source as
with alone as (
    select
        w.kim_id,
        columns(lambda c: list_contains(getvariable('place_attributes'), c)),
        w.founded_on,
        case when w.founded_on is not null then w.founded_precision end as founded_precision,
        w.decree_number,
        case when w.decree_number is not null then w.decree_on end as decree_on,
        columns(lambda c: list_contains(getvariable('own_facts'), c)),
        1 as record_count,
        w.received_at as first_seen_at,
        w.received_at as last_seen_at,
        w.ordinal as place_from,
        case when w.founded_on is not null then w.ordinal end as founded_from,
        case when w.decree_number is not null then w.ordinal end as decree_from,
        case when columns(lambda c: list_contains(getvariable('own_facts'), c)) is not null then w.ordinal end as '\0_from'
    from witness as w
    anti join crowd as c on c.kim_id = w.kim_id
),
together as (
    select
        w.kim_id,
        arg_min_null(columns(lambda c: list_contains(getvariable('place_attributes'), c)), w.vagueness),
        arg_min(w.founded_on, w.distrust),
        arg_min_null(w.founded_precision, w.distrust) filter (where w.founded_on is not null),
        arg_min(w.decree_number, w.distrust),
        arg_min_null(w.decree_on, w.distrust) filter (where w.decree_number is not null),
        arg_min(columns(lambda c: list_contains(getvariable('own_facts'), c)), w.distrust),
        count(*),
        min(w.received_at),
        max(w.received_at),
        arg_min(w.ordinal, w.vagueness),
        arg_min(w.ordinal, w.distrust) filter (where w.founded_on is not null),
        arg_min(w.ordinal, w.distrust) filter (where w.decree_number is not null),
        arg_min(
            case when columns(lambda c: list_contains(getvariable('own_facts'), c)) is not null then w.ordinal end,
            w.distrust
        )
    from witness as w
    semi join crowd as c on c.kim_id = w.kim_id
    group by w.kim_id
)
select * from alone
union all
select * from together
order by kim_id;

delete from registry.kim where kim_id in (select kim_id from changed_kim);
insert into registry.kim by name
select columns(lambda c: c not like '%\_from' escape '\')
from golden_and_source;

delete from registry.kim_source where kim_id in (select kim_id from changed_kim);
insert into registry.kim_source by name
with taken as (
    unpivot (select kim_id, columns('_from$') from golden_and_source)
    on columns('_from$')
    into name field value ordinal
)
select t.kim_id, replace(t.field, '_from', '') as field, n.record_id
from taken as t
inner join matching.node as n on n.ordinal = t.ordinal;
