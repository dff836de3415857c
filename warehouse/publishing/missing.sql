-- The regencies that have not sent in the round so far, counted by province.
select p.code as province_code, p.name as province_name,
    count(*) filter (where c.state <> 'sent') as missing, count(*) as expected
from mart.completeness as c
inner join reference.province as p on p.code = c.province_code
where c.round_id = $round_id
group by p.code, p.name
having missing > 0
order by p.code;
