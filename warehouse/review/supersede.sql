-- Files that call themselves revisions, with the earlier live file of the same round and office that they repeat most.
with live as (
    select * from intake.submission where intake.is_live(status)
),
revision as (
    select *
    from live
    where regexp_matches(lower(file_name), '(^|[^a-z])(rev|revisi|revised|perbaikan|koreksi|final)([^a-z]|$)')
),
met as (
    select
        n.submission_id as new_id,
        o.submission_id as old_id,
        count(distinct a.kim_id) as shared
    from revision as n
    inner join live as o on o.round_id = n.round_id and o.office_code = n.office_code and o.sequence < n.sequence
    inner join registry.record as a on a.submission_id = n.submission_id
    inner join registry.record as b on b.submission_id = o.submission_id and b.kim_id = a.kim_id
    group by new_id, old_id
),
closest as (
    select new_id, arg_max(old_id, (shared, old_id)) as old_id, max(shared) as shared
    from met
    group by new_id
)
select c.new_id, n.file_name, c.old_id, o.file_name, c.shared
from closest as c
inner join live as n on n.submission_id = c.new_id
inner join live as o on o.submission_id = c.old_id
where c.shared * 2 >= o.accepted_count
order by n.sequence;
