-- The pairs with both records as received: the one called `$pair_id`, or, where that is null, those that wait for a
-- ruling, most valuable first. `counts` says whether both communities are in the national count.
with placed as (
    select
        r.record_id,
        m.kim_id,
        s.file_name,
        r.sheet,
        r.row_number,
        r.name,
        concat_ws(', ', v.name, d.name, g.name, p.name) as place,
        w.cells,
        k.status in ('aktif', 'tidak_aktif') as counted
    from intake.record as r
    inner join intake.submission as s on s.submission_id = r.submission_id
    left join intake.row as w
        on w.submission_id = r.submission_id and w.sheet is not distinct from r.sheet and w.row_number = r.row_number
    left join registry.membership as m on m.record_id = r.record_id
    left join registry.kim as k on k.kim_id = m.kim_id
    left join reference.village as v on v.code = r.village_code
    left join reference.district as d on d.code = r.district_code
    left join reference.regency as g on g.code = r.regency_code
    left join reference.province as p on p.code = r.province_code
    where r.record_id in (
        select record_id_l from registry.review_pair union all select record_id_r from registry.review_pair
    )
)
select
    p.pair_id,
    p.probability,
    p.ruling,
    e.held_back,
    e.evidence,
    coalesce(l.counted and r.counted, false) as counts,
    columns(l.* exclude (counted)),
    columns(r.* exclude (counted))
from registry.review_pair as p
inner join placed as l on l.record_id = p.record_id_l
inner join placed as r on r.record_id = p.record_id_r
left join matching.edge as e
    on e.record_id_l in (p.record_id_l, p.record_id_r)
    and e.record_id_r in (p.record_id_l, p.record_id_r)
where case when $pair_id is null then p.ruling = 'open' else p.pair_id = $pair_id end
order by counts desc, p.probability desc, p.pair_id;
