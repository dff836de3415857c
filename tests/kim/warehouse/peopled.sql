-- Communities for the records of submissions 1 to 3, as matching would have left them.
create temp table described as
select *, 'r' || printf('%012x', number) || printf('%08x', row_number) as record_id
from (
    values
    (1, 2, 'KIM-A', 'exact', 0.999), (2, 2, 'KIM-A', 'exact', 0.999), (3, 2, 'KIM-A', 'model', 0.97),
    (1, 3, 'KIM-C', 'single', null), (2, 3, 'KIM-D', 'single', null), (3, 3, 'KIM-E', 'single', null)
) as t (number, row_number, kim_id, method, probability);

insert into registry.membership select record_id, kim_id, method, probability from described;
insert into matching.node
select row_number() over (order by record_id), record_id, true, kim_id, method, probability from described;
insert into registry.kim by name
select
    kim_id, 'KIM Contoh ' || kim_id as name, 'regency' as level, '35' as province_code, '35.15' as regency_code,
    date '2020-01-01' as founded_on, 'year' as founded_precision, if(kim_id = 'KIM-D', 'bubar', 'aktif') as status,
    25 as member_count, count(*) as record_count, timestamp '2026-03-01 01:00' as first_seen_at,
    timestamp '2026-03-01 01:00' as last_seen_at,
    if(kim_id in ('KIM-A', 'KIM-C'), 'contoh', null) as domain_label,
    if(kim_id = 'KIM-A', '489/07/2019', null) as decree_number,
    if(kim_id = 'KIM-A', '{"instagram": "kimcontoh"}', '{}')::json as channels
from described
group by kim_id
order by kim_id;
update registry.kim set regency_code = null, level = 'province', province_code = '93' where kim_id = 'KIM-E';
insert into registry.kim_history by name select *, first_seen_at as valid_from from registry.kim;
insert into registry.kim_history by name
select * replace ('KIM-B' as kim_id), timestamp '2026-01-01' as valid_from, timestamp '2026-03-01 01:00' as valid_to
from registry.kim
where kim_id = 'KIM-A';
insert into registry.alias values ('KIM-B', 'KIM-A', '2026-03-01 01:00'), ('KIM-B0', 'KIM-B', '2026-02-01 01:00');
insert into registry.kim_source
select kim_id, unnest(['name', 'place', 'founded', 'status', 'channels']), min(record_id) from described group by kim_id;
insert into matching.edge
select
    l.record_id, r.record_id, 0.97, '{"name": {"outcome": "one letter apart", "weight": 7.5}, "place": "exact"}',
    l.number, r.number, 'model', null
from described as l
join described as r on r.kim_id = l.kim_id and l.number < r.number;
insert into registry.review_pair
select 'p0001', l.record_id, r.record_id, 0.61, 'open', null, null, null
from described as l
join described as r on l.kim_id = 'KIM-A' and r.kim_id = 'KIM-C' and l.number = 1;
drop table described;
