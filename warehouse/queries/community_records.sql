-- Every record of these communities, also of those they were merged into, and of submissions that are out of the register.
with recursive followed as (
    select unnest($kim_ids::varchar[]) as kim_id
    union
    select alias.merged_into
    from registry.alias
    join followed on followed.kim_id = alias.kim_id
), members as (
    select record_id, kim_id from matching.node
    union
    select record_id, kim_id from registry.membership
)
select members.record_id, members.kim_id, record.submission_id, record.sheet, record.row_number
from members
join followed using (kim_id)
join intake.record using (record_id)
order by record.sequence, record.sheet, record.row_number;
