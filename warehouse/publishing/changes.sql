-- What changed since the previous release: communities that came, went, split, moved or changed, and each figure.
with recursive winner as (
    select kim_id, merged_into from registry.alias
    union
    select w.kim_id, a.merged_into from winner as w inner join registry.alias as a on a.kim_id = w.merged_into
),
last_winner as (
    select w.kim_id, w.merged_into from winner as w anti join registry.alias as a on a.kim_id = w.merged_into
),
new_submission as (
    select s.submission_id
    from intake.submission as s
    anti join previous_submission as p on p.submission_id = s.submission_id
    where intake.is_live(s.status)
),
named_anew as (
    select distinct r.kim_id
    from registry.record as r
    semi join new_submission as s on s.submission_id = r.submission_id
),
known_before as (
    select distinct kim_id from registry.kim_history where valid_from <= $previous_time
),
ruled_apart as (
    select l.kim_id as one, r.kim_id as other
    from registry.review_pair as v
    inner join registry.record as l on l.record_id = v.record_id_l
    inner join registry.record as r on r.record_id = v.record_id_r
    where v.ruling = 'different'
),
split_from as (
    select kim_id, min(parent) as parent
    from (
        select one as kim_id, other as parent from ruled_apart
        union all
        select other, one from ruled_apart
    )
    semi join previous_kim as p on p.kim_id = parent
    group by kim_id
),
came as (
    select
        case
            when b.kim_id is not null then 'returned'
            when a.kim_id is not null then 'new'
            else 'split'
        end as change,
        n.kim_id, n.name, n.province_code,
        null as figure,
        case when a.kim_id is null and b.kim_id is null then s.parent end as before,
        n.kim_id as after
    from mart.public_kim as n
    anti join previous_kim as p on p.kim_id = n.kim_id
    left join named_anew as a on a.kim_id = n.kim_id
    left join known_before as b on b.kim_id = n.kim_id
    left join split_from as s on s.kim_id = n.kim_id
),
went as (
    select
        case
            when w.kim_id is not null then 'merged'
            when k.kim_id is not null then 'dissolved'
            else 'withdrawn'
        end as change,
        p.kim_id, p.name, p.province_code, null as figure, p.kim_id as before, w.merged_into as after
    from previous_kim as p
    anti join mart.public_kim as n on n.kim_id = p.kim_id
    left join last_winner as w on w.kim_id = p.kim_id
    left join registry.kim as k on k.kim_id = p.kim_id
),
stayed as (
    select
        n.kim_id, n.name, n.province_code, n.status, p.name as old_name, p.status as old_status,
        coalesce(n.village_code, n.district_code, n.regency_code, n.province_code) as place,
        coalesce(p.village_code, p.district_code, p.regency_code, p.province_code) as old_place
    from mart.public_kim as n
    inner join previous_kim as p on p.kim_id = n.kim_id
),
altered as (
    select 'moved' as change, kim_id, name, province_code, 'place' as figure, old_place as before, place as after
    from stayed where place <> old_place
    union all
    select 'renamed', kim_id, name, province_code, 'name', old_name, name from stayed where name <> old_name
    union all
    select 'status', kim_id, name, province_code, 'status', old_status, status from stayed where status <> old_status
),
figure_now as (
    select 'province_count' as table_name, province_code as code, province_name as name, province_code,
        map {'kim_count': kim_count, 'active_count': active_count, 'inactive_count': inactive_count,
            'member_count': member_count} as figures
    from mart.province_count
    union all
    select 'regency_count', regency_code, regency_name, province_code, map {'kim_count': kim_count::bigint}
    from mart.regency_count where regency_code is not null
    union all
    select 'reconciliation', baseline_id || '/' || province_code, province_name, province_code,
        map {'baseline_count': baseline_count::bigint, 'registered_count': registered_count,
            'founded_by_baseline': founded_by_baseline, 'founded_after': founded_after,
            'founded_unknown': founded_unknown, 'difference': difference, 'outstanding': outstanding,
            'surplus': surplus}
    from mart.reconciliation
),
figure_before as (
    select 'province_count' as table_name, province_code as code,
        map {'kim_count': kim_count, 'active_count': active_count, 'inactive_count': inactive_count,
            'member_count': member_count} as figures
    from previous_province_count
    union all
    select 'regency_count', regency_code, map {'kim_count': kim_count::bigint}
    from previous_regency_count where regency_code is not null
    union all
    select 'reconciliation', baseline_id || '/' || province_code,
        map {'baseline_count': baseline_count::bigint, 'registered_count': registered_count,
            'founded_by_baseline': founded_by_baseline, 'founded_after': founded_after,
            'founded_unknown': founded_unknown, 'difference': difference, 'outstanding': outstanding,
            'surplus': surplus}
    from previous_reconciliation
),
each_figure as (
    select n.table_name, n.code, n.name, n.province_code, unnest(map_keys(n.figures)) as figure, n.figures as now,
        b.figures as old
    from figure_now as n
    left join figure_before as b on b.table_name = n.table_name and b.code = n.code
),
figure_change as (
    select table_name, code, name, province_code, figure, old[figure] as before, now[figure] as after
    from each_figure
    where old[figure] is distinct from now[figure]
),
every_change as (
    select 'figure' as change, table_name, code, name, province_code, figure, before::varchar as before,
        after::varchar as after, after - before as delta
    from figure_change
    union all
    select change, 'kim', kim_id, name, province_code, figure, before, after, null from came
    union all
    select change, 'kim', kim_id, name, province_code, figure, before, after, null from went
    union all
    select change, 'kim', kim_id, name, province_code, figure, before, after, null from altered
)
select * from every_change
order by change <> 'figure', table_name, change, code, figure;
