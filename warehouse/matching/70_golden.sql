-- The golden record: each field's newest trustworthy value, and the record that it was taken from.
-- Trust: a regency's own file, then the province's, then any other; a value before a blank. The place is one value,
-- taken whole from the record that names it deepest.
create or replace temp table witness as
select
    n.kim_id,
    n.ordinal,
    case s.office_code
        when r.regency_code then 0
        when r.province_code then 1
        else 2
    end * 1000000000000 - n.ordinal as distrust,
    (r.regency_code is null)::bigint + (r.district_code is null)::bigint
    + (r.village_code is null)::bigint as vagueness,
    s.received_at,
    r.*
from matching.node as n
inner join intake.record as r on r.record_id = n.record_id
inner join intake.submission as s on s.submission_id = r.submission_id
where n.live and n.kim_id in (select kim_id from changed_kim);

create or replace temp table source as
select
    kim_id,
    arg_min(record_id, distrust) as name_from,
    arg_min(record_id, vagueness * 10000000000000 + distrust) as place_from,
    arg_min(record_id, distrust) filter (where founded_on is not null) as founded_from,
    arg_min(record_id, distrust) as status_from,
    arg_min(record_id, distrust) filter (where community_type is not null) as community_type_from,
    arg_min(record_id, distrust) filter (where member_count is not null) as member_count_from,
    arg_min(record_id, distrust) filter (where website is not null) as website_from,
    arg_min(record_id, distrust) filter (where domain_label is not null) as domain_label_from,
    arg_min(record_id, distrust) filter (where channels is not null and channels <> '{}') as channels_from,
    arg_min(record_id, distrust) filter (where site_number is not null) as site_number_from,
    arg_min(record_id, distrust) filter (where decree_number is not null) as decree_from,
    arg_min(record_id, distrust) filter (where term_to is not null) as term_to_from,
    count(*) as record_count,
    min(received_at) as first_seen_at,
    max(received_at) as last_seen_at
from witness
group by kim_id;

create or replace temp table golden as
select
    s.kim_id,
    w_name.name,
    w_place.level,
    w_place.province_code,
    w_place.regency_code,
    w_place.district_code,
    w_place.village_code,
    w_founded.founded_on,
    w_founded.founded_precision,
    w_name.status,
    w_type.community_type,
    w_member.member_count,
    w_website.website,
    w_label.domain_label,
    w_channel.channels,
    s.record_count,
    s.first_seen_at,
    s.last_seen_at,
    w_number.site_number,
    w_decree.decree_number,
    w_decree.decree_on,
    w_term.term_to
from source as s
inner join witness as w_name on w_name.record_id = s.name_from
inner join witness as w_place on w_place.record_id = s.place_from
left join witness as w_founded on w_founded.record_id = s.founded_from
left join witness as w_type on w_type.record_id = s.community_type_from
left join witness as w_member on w_member.record_id = s.member_count_from
left join witness as w_website on w_website.record_id = s.website_from
left join witness as w_label on w_label.record_id = s.domain_label_from
left join witness as w_channel on w_channel.record_id = s.channels_from
left join witness as w_number on w_number.record_id = s.site_number_from
left join witness as w_decree on w_decree.record_id = s.decree_from
left join witness as w_term on w_term.record_id = s.term_to_from;

delete from registry.kim where kim_id in (select kim_id from changed_kim);
insert into registry.kim select * from golden order by kim_id;

delete from registry.kim_source where kim_id in (select kim_id from changed_kim);
insert into registry.kim_source
with taken as (
    unpivot source
    on name_from, place_from, founded_from, status_from, community_type_from, member_count_from, website_from,
        domain_label_from, channels_from, site_number_from, decree_from, term_to_from
    into name field value record_id
)
select kim_id, replace(field, '_from', '') as field, record_id
from taken
order by kim_id, field;
