-- How often each rule found something, by round and by the office that sent the file; what it found is not told.
create or replace view mart.finding_count as
select
    s.round_id,
    s.office_code,
    coalesce(p.name, r.name) as office_name,
    f.rule,
    f.severity,
    count(*) as finding_count,
    count(distinct f.submission_id) as submission_count
from intake.finding as f
inner join intake.submission as s on s.submission_id = f.submission_id
left join reference.province as p on p.code = s.office_code
left join reference.regency as r on r.code = s.office_code
where s.status <> 'duplicate'
group by all
order by all;
