-- What the register knows of one received file, by its id or by its receipt's number.
with wanted as (
    select *
    from intake.submission
    where submission_id = $submission or cast(sequence as varchar) = $submission
),

original as (
    select submission_id, sequence
    from intake.submission
)

select
    wanted.submission_id,
    wanted.sequence,
    wanted.sha256,
    wanted.file_name,
    wanted.received_at,
    wanted.round_id,
    wanted.status,
    wanted.row_count,
    wanted.accepted_count,
    wanted.quarantined_count,
    wanted.ignored_count,
    wanted.rule_set_hash,
    coalesce(original.sequence, try_cast(wanted.duplicate_of as bigint)) as duplicate_of
from wanted
left join original on wanted.duplicate_of = original.submission_id
