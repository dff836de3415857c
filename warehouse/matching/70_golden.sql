-- The golden record: each field's newest trustworthy value, and the record that it was taken from (survivorship).
-- Trust: `registry.office_trust`; a value before a blank. The place is one value, taken whole from the record that names it
-- deepest. `distrust` and `vagueness` differ between any two records.
-- reads: changed_kim, intake.record, intake.submission, matching.node
-- writes: crowd, golden, golden_and_source, registry.kim, registry.kim_source, witness
-- takes: folders_are_accounts
-- runs: if a community changed

create or replace temp view witness as
with told as (
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
from told;

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
        w.name,
        w.level,
        w.province_code,
        w.regency_code,
        w.district_code,
        w.village_code,
        w.founded_on,
        case when w.founded_on is not null then w.founded_precision end as founded_precision,
        w.status,
        w.community_type,
        w.member_count,
        w.website,
        w.domain_label,
        w.channels,
        1 as record_count,
        w.received_at as first_seen_at,
        w.received_at as last_seen_at,
        w.site_number,
        w.decree_number,
        case when w.decree_number is not null then w.decree_on end as decree_on,
        w.term_to,
        case when w.channels is not null then w.ordinal end as channels_from,
        case when w.community_type is not null then w.ordinal end as community_type_from,
        case when w.decree_number is not null then w.ordinal end as decree_from,
        case when w.domain_label is not null then w.ordinal end as domain_label_from,
        case when w.founded_on is not null then w.ordinal end as founded_from,
        case when w.member_count is not null then w.ordinal end as member_count_from,
        w.ordinal as name_from,
        w.ordinal as place_from,
        case when w.site_number is not null then w.ordinal end as site_number_from,
        w.ordinal as status_from,
        case when w.term_to is not null then w.ordinal end as term_to_from,
        case when w.website is not null then w.ordinal end as website_from
    from witness as w
    anti join crowd as c on c.kim_id = w.kim_id
),
together as (
    select
        w.kim_id,
        arg_min(w.name, w.distrust),
        arg_min_null(w.level, w.vagueness),
        arg_min_null(w.province_code, w.vagueness),
        arg_min_null(w.regency_code, w.vagueness),
        arg_min_null(w.district_code, w.vagueness),
        arg_min_null(w.village_code, w.vagueness),
        arg_min(w.founded_on, w.distrust),
        arg_min_null(w.founded_precision, w.distrust) filter (where w.founded_on is not null),
        arg_min(w.status, w.distrust),
        arg_min(w.community_type, w.distrust),
        arg_min(w.member_count, w.distrust),
        arg_min(w.website, w.distrust),
        arg_min(w.domain_label, w.distrust),
        arg_min(w.channels, w.distrust),
        count(*),
        min(w.received_at),
        max(w.received_at),
        arg_min(w.site_number, w.distrust),
        arg_min(w.decree_number, w.distrust),
        arg_min_null(w.decree_on, w.distrust) filter (where w.decree_number is not null),
        arg_min(w.term_to, w.distrust),
        arg_min(w.ordinal, w.distrust) filter (where w.channels is not null),
        arg_min(w.ordinal, w.distrust) filter (where w.community_type is not null),
        arg_min(w.ordinal, w.distrust) filter (where w.decree_number is not null),
        arg_min(w.ordinal, w.distrust) filter (where w.domain_label is not null),
        arg_min(w.ordinal, w.distrust) filter (where w.founded_on is not null),
        arg_min(w.ordinal, w.distrust) filter (where w.member_count is not null),
        arg_min(w.ordinal, w.distrust),
        arg_min(w.ordinal, w.vagueness),
        arg_min(w.ordinal, w.distrust) filter (where w.site_number is not null),
        arg_min(w.ordinal, w.distrust),
        arg_min(w.ordinal, w.distrust) filter (where w.term_to is not null),
        arg_min(w.ordinal, w.distrust) filter (where w.website is not null)
    from witness as w
    semi join crowd as c on c.kim_id = w.kim_id
    group by w.kim_id
)
select * from alone
union all
select * from together
order by kim_id;

create or replace temp view golden as
select columns(lambda c: c not like '%\_from' escape '\')
from golden_and_source;

delete from registry.kim where kim_id in (select kim_id from changed_kim);
insert into registry.kim select * from golden;

delete from registry.kim_source where kim_id in (select kim_id from changed_kim);
insert into registry.kim_source
with taken as (
    unpivot (select kim_id, columns('_from$') from golden_and_source)
    on columns('_from$')
    into name field value ordinal
)
select t.kim_id, replace(t.field, '_from', '') as field, n.record_id
from taken as t
inner join matching.node as n on n.ordinal = t.ordinal;
