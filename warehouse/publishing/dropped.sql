-- Provinces that lost more communities since the previous release than the round tolerates.
select n.province_code, n.province_name, b.kim_count as before, n.kim_count as now,
    greatest(floor(b.kim_count * r.tolerance_pct / 100), r.tolerance_abs)::bigint as tolerated
from previous_province_count as b
inner join mart.province_count as n on n.province_code = b.province_code
inner join reference.round as r on r.round_id = $round_id
where b.kim_count - n.kim_count > greatest(floor(b.kim_count * r.tolerance_pct / 100), r.tolerance_abs)
order by n.province_code;
