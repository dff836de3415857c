-- The few figures that a run ends with: the nation against the round's baseline, and the round's intake.
create or replace view mart.round_summary as
with intake_count as (
    select
        round_id,
        count(*) as submissions,
        sum(row_count) filter (where status <> 'duplicate') as rows_received,
        sum(accepted_count) filter (where status <> 'duplicate') as rows_accepted,
        sum(quarantined_count) filter (where status <> 'duplicate') as rows_quarantined,
        sum(ignored_count) filter (where status <> 'duplicate') as rows_ignored
    from intake.submission
    group by round_id
)
select
    r.round_id,
    r.baseline_id,
    n.registered_count as registered,
    n.baseline_count as baseline,
    n.difference,
    n.outstanding,
    coalesce(i.rows_received, 0)::bigint as rows_received,
    coalesce(i.rows_accepted, 0)::bigint as rows_accepted,
    coalesce(i.rows_quarantined, 0)::bigint as rows_quarantined,
    coalesce(i.rows_ignored, 0)::bigint as rows_ignored,
    coalesce(i.submissions, 0) as submissions
from reference.round as r
left join mart.reconciliation as n on n.baseline_id = r.baseline_id and n.province_code = 'ID'
left join intake_count as i on i.round_id = r.round_id;
