-- Two walks to the registered figure, each exact: from a baseline, and from the rows of a round.
-- Amounts are signed, the last line of a walk is its sum, and `listing_sql` lists what a line counts.
-- A round's walk ends at the communities that first came in by it, so that the rounds add up to the nation;
-- a row of a community that an earlier row brought in, of any round, is merged.
create or replace view mart.bridge as
with baseline_amount as (
    select
        r.baseline_id,
        r.baseline_count as baseline,
        -r.outstanding as outstanding,
        r.surplus,
        (
            select count(*) from mart.baseline_kim as k
            where k.baseline_id = r.baseline_id and k.in_baseline and k.founded = 'after'
        ) as founded_after,
        (
            select count(*) from mart.baseline_kim as k
            where k.baseline_id = r.baseline_id and not k.in_baseline
        ) as not_in_baseline,
        (select count(*) from registry.kim as k where k.status in ('aktif', 'tidak_aktif')) as registered
    from mart.reconciliation as r
    where r.province_code = 'ID'
),
baseline_line as (
    unpivot baseline_amount
    on baseline, outstanding, surplus, founded_after, not_in_baseline, registered
    into name line value amount
),
row_outcome as (
    select
        s.round_id,
        case
            when r.outcome <> 'accepted' then r.outcome
            when s.status in ('withdrawn', 'superseded') then 'withdrawn_or_superseded'
            when s.status = 'held' then 'held'
        end as taken_out,
        count(*) as row_count
    from intake.row as r
    inner join intake.submission as s on s.submission_id = r.submission_id
    where s.status <> 'duplicate'
    group by all
),
round_row as (
    select
        round_id,
        sum(row_count) as rows_received,
        coalesce(sum(row_count) filter (where taken_out = 'ignored'), 0) as ignored,
        coalesce(sum(row_count) filter (where taken_out = 'quarantined'), 0) as quarantined,
        coalesce(sum(row_count) filter (where taken_out = 'withdrawn_or_superseded'), 0) as withdrawn_or_superseded,
        coalesce(sum(row_count) filter (where taken_out = 'held'), 0) as held
    from row_outcome
    group by round_id
),
round_record as (
    select s.round_id, count(*) as live_records
    from registry.record as r
    inner join intake.submission as s on s.submission_id = r.submission_id
    group by s.round_id
),
round_kim as (
    select
        round_id,
        count(*) as first_records,
        count(*) filter (where status not in ('aktif', 'tidak_aktif')) as dissolved,
        count(*) filter (where status in ('aktif', 'tidak_aktif')) as registered
    from mart.kim_round
    group by round_id
),
intake_amount as (
    select
        s.round_id,
        coalesce(r.rows_received, 0)::bigint as rows_received,
        -coalesce(r.ignored, 0)::bigint as ignored,
        -coalesce(r.quarantined, 0)::bigint as quarantined,
        -coalesce(r.withdrawn_or_superseded, 0)::bigint as withdrawn_or_superseded,
        -coalesce(r.held, 0)::bigint as held,
        -(coalesce(l.live_records, 0) - coalesce(k.first_records, 0))::bigint as merged,
        -coalesce(k.dissolved, 0)::bigint as dissolved,
        coalesce(k.registered, 0)::bigint as registered
    from (select distinct round_id from intake.submission) as s
    left join round_row as r on r.round_id = s.round_id
    left join round_record as l on l.round_id = s.round_id
    left join round_kim as k on k.round_id = s.round_id
),
intake_line as (
    unpivot intake_amount
    on rows_received, ignored, quarantined, withdrawn_or_superseded, held, merged, dissolved, registered
    into name line value amount
),
line_order (section, line_number, line, listing) as (
    values
    (
        'baseline', 1, 'baseline',
        'select province_code, province_name, baseline_count as amount from reference.baseline'
        || ' where baseline_id = {key} order by province_code'
    ),
    (
        'baseline', 2, 'outstanding',
        'select province_code, province_name, -outstanding as amount from mart.reconciliation'
        || ' where baseline_id = {key} and province_code <> ''ID'' and outstanding > 0 order by province_code'
    ),
    (
        'baseline', 3, 'surplus',
        'select province_code, province_name, surplus as amount from mart.reconciliation'
        || ' where baseline_id = {key} and province_code <> ''ID'' and surplus > 0 order by province_code'
    ),
    (
        'baseline', 4, 'founded_after',
        'select kim_id, name, province_code, regency_code, status from mart.baseline_kim'
        || ' where baseline_id = {key} and in_baseline and founded = ''after'' order by province_code, kim_id'
    ),
    (
        'baseline', 5, 'not_in_baseline',
        'select kim_id, name, province_code, regency_code, status from mart.baseline_kim'
        || ' where baseline_id = {key} and not in_baseline order by province_code, kim_id'
    ),
    (
        'baseline', 6, 'registered',
        'select kim_id, name, province_code, regency_code, status from registry.kim'
        || ' where status in (''aktif'', ''tidak_aktif'') order by province_code, kim_id'
    ),
    (
        'intake', 1, 'rows_received',
        'select r.submission_id, s.file_name, r.sheet, r.row_number, r.outcome from intake.row as r'
        || ' inner join intake.submission as s on s.submission_id = r.submission_id'
        || ' where s.round_id = {key} and s.status <> ''duplicate'' order by s.sequence, r.sheet, r.row_number'
    ),
    (
        'intake', 2, 'ignored',
        'select r.submission_id, s.file_name, r.sheet, r.row_number, r.reason from intake.row as r'
        || ' inner join intake.submission as s on s.submission_id = r.submission_id'
        || ' where s.round_id = {key} and s.status <> ''duplicate'' and r.outcome = ''ignored'''
        || ' order by s.sequence, r.sheet, r.row_number'
    ),
    (
        'intake', 3, 'quarantined',
        'select r.submission_id, s.file_name, r.sheet, r.row_number, r.reason from intake.row as r'
        || ' inner join intake.submission as s on s.submission_id = r.submission_id'
        || ' where s.round_id = {key} and s.status <> ''duplicate'' and r.outcome = ''quarantined'''
        || ' order by s.sequence, r.sheet, r.row_number'
    ),
    (
        'intake', 4, 'withdrawn_or_superseded',
        'select r.submission_id, s.file_name, r.sheet, r.row_number, s.status from intake.row as r'
        || ' inner join intake.submission as s on s.submission_id = r.submission_id'
        || ' where s.round_id = {key} and s.status in (''withdrawn'', ''superseded'') and r.outcome = ''accepted'''
        || ' order by s.sequence, r.sheet, r.row_number'
    ),
    (
        'intake', 5, 'held',
        'select r.submission_id, s.file_name, r.sheet, r.row_number, s.status from intake.row as r'
        || ' inner join intake.submission as s on s.submission_id = r.submission_id'
        || ' where s.round_id = {key} and s.status = ''held'' and r.outcome = ''accepted'''
        || ' order by s.sequence, r.sheet, r.row_number'
    ),
    (
        'intake', 6, 'merged',
        'select r.submission_id, s.file_name, r.sheet, r.row_number, r.record_id, r.kim_id,'
        || ' k.first_record_id as merged_into_record from registry.record as r'
        || ' inner join intake.submission as s on s.submission_id = r.submission_id'
        || ' inner join mart.kim_round as k on k.kim_id = r.kim_id'
        || ' where s.round_id = {key} and r.record_id <> k.first_record_id'
        || ' order by s.sequence, r.sheet, r.row_number'
    ),
    (
        'intake', 7, 'dissolved',
        'select k.kim_id, k.name, k.province_code, k.regency_code, k.status from registry.kim as k'
        || ' inner join mart.kim_round as f on f.kim_id = k.kim_id'
        || ' where f.round_id = {key} and k.status not in (''aktif'', ''tidak_aktif'')'
        || ' order by k.province_code, k.kim_id'
    ),
    (
        'intake', 8, 'registered',
        'select k.kim_id, k.name, k.province_code, k.regency_code, k.status from registry.kim as k'
        || ' inner join mart.kim_round as f on f.kim_id = k.kim_id'
        || ' where f.round_id = {key} and k.status in (''aktif'', ''tidak_aktif'')'
        || ' order by k.province_code, k.kim_id'
    )
),
every_line as (
    select 'baseline' as section, null as round_id, baseline_id, baseline_id as key, line, amount
    from baseline_line
    union all
    select 'intake', round_id, null, round_id, line, amount
    from intake_line
)
select
    a.section,
    a.round_id,
    o.line_number,
    a.line,
    a.amount,
    replace(o.listing, '{key}', '''' || replace(a.key, '''', '''''') || '''') as listing_sql,
    a.baseline_id
from every_line as a
inner join line_order as o on o.section = a.section and o.line = a.line
order by a.section, a.baseline_id, a.round_id, o.line_number;
