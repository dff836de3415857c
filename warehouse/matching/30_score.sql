-- Each candidate pair's probability of being one community, and why; what no model may merge is held back.
create or replace temp table scored as
with compared as (
    select
        c.ordinal_l,
        c.ordinal_r,
        l.record_id as record_id_l,
        r.record_id as record_id_r,
        l.submission_id = r.submission_id as one_file,
        l.name_key = r.name_key and l.place_key = r.place_key as agrees,
        coalesce(cl.phone = cr.phone, cl.phone is null and cr.phone is null) as phone_agrees,
        coalesce(cl.leader_name = cr.leader_name, cl.leader_name is null and cr.leader_name is null) as leader_agrees
    from candidate as c
    inner join matching.feature as l on l.ordinal = c.ordinal_l
    inner join matching.feature as r on r.ordinal = c.ordinal_r
    left join contact as cl on cl.ordinal = c.ordinal_l
    left join contact as cr on cr.ordinal = c.ordinal_r
)
select
    record_id_l,
    record_id_r,
    0.999 as probability,
    '{"name": "exact", "place": "exact"}'::json as evidence,
    ordinal_l,
    ordinal_r,
    'exact' as step,
    case when one_file and not (phone_agrees and leader_agrees) then 'one_file' end as held_back
from compared
where agrees;
