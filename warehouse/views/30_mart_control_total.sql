-- Figures that must agree exactly, each counted twice along different ways; one that differs stops the publication.
create or replace view mart.control_total as
with figure (name, left_value, right_value) as (
    select
        'rows received = accepted + quarantined + ignored',
        (select coalesce(sum(row_count), 0) from intake.submission where status <> 'duplicate'),
        (
            select coalesce(sum(accepted_count + quarantined_count + ignored_count), 0)
            from intake.submission where status <> 'duplicate'
        )
    union all
    select
        'submissions whose own counts differ from their rows = 0',
        (
            select count(*)
            from intake.submission as s
            left join (
                select
                    submission_id,
                    count(*) as row_count,
                    count(*) filter (where outcome = 'accepted') as accepted_count,
                    count(*) filter (where outcome = 'quarantined') as quarantined_count,
                    count(*) filter (where outcome = 'ignored') as ignored_count
                from intake.row
                group by submission_id
            ) as r on r.submission_id = s.submission_id
            where s.status <> 'duplicate'
                and (s.row_count, s.accepted_count, s.quarantined_count, s.ignored_count) <> (
                    coalesce(r.row_count, 0), coalesce(r.accepted_count, 0),
                    coalesce(r.quarantined_count, 0), coalesce(r.ignored_count, 0)
                )
        ),
        0
    union all
    select
        'accepted rows = records',
        (select count(*) from intake.row where outcome = 'accepted'),
        (select count(*) from intake.record)
    union all
    select
        'rows of no known submission = 0',
        (
            select count(*) from intake.row as r
            anti join intake.submission as s on s.submission_id = r.submission_id
        ),
        0
    union all
    select
        'records of live submissions = records of the register',
        (
            select count(*)
            from intake.record as r
            inner join intake.submission as s on s.submission_id = r.submission_id
            where intake.is_live(s.status)
        ),
        (select count(*) from registry.record where kim_id is not null)
    union all
    select
        'records = sum of kim.record_count',
        (select count(*) from registry.record),
        (select coalesce(sum(record_count), 0) from registry.kim)
    union all
    select
        'communities of the records = communities of the register',
        (select count(distinct kim_id) from registry.record),
        (select count(*) from registry.kim)
    union all
    select
        'record ids given twice = 0',
        (select count(*) - count(distinct record_id) from intake.record),
        0
    union all
    select
        'communities that are also the alias of another = 0',
        (select count(*) from registry.kim as k semi join registry.alias as a on a.kim_id = k.kim_id),
        0
    union all
    select
        'current states in the history = communities of the register',
        (select count(*) from registry.kim_history where valid_to is null),
        (select count(*) from registry.kim)
    union all
    select
        'active + inactive = registered',
        (select coalesce(sum(active_count + inactive_count), 0) from mart.province_count),
        (select coalesce(sum(kim_count), 0) from mart.province_count)
    union all
    select
        'provinces = nation',
        (select coalesce(sum(kim_count), 0) from mart.province_count),
        (select count(*) from registry.kim where status in ('aktif', 'tidak_aktif'))
    union all
    select
        'regencies = provinces',
        (select coalesce(sum(kim_count), 0) from mart.regency_count),
        (select coalesce(sum(kim_count), 0) from mart.province_count)
    union all
    select
        'provinces that differ from their regencies = 0',
        (
            select count(*)
            from mart.province_count as p
            inner join (
                select
                    province_code,
                    sum(kim_count) as kim_count,
                    sum(active_count) as active_count,
                    sum(member_count) as member_count
                from mart.regency_count
                group by province_code
            ) as r on r.province_code = p.province_code
            where (r.kim_count, r.active_count, r.member_count) <> (p.kim_count, p.active_count, p.member_count)
        ),
        0
    union all
    select
        'members by province = members by community',
        (select coalesce(sum(member_count), 0) from mart.province_count),
        (select coalesce(sum(member_count), 0) from registry.kim where status in ('aktif', 'tidak_aktif'))
    union all
    select
        'baseline ' || s.baseline_id || ': provinces = published total',
        (select coalesce(sum(b.baseline_count), 0) from reference.baseline as b where b.baseline_id = s.baseline_id),
        s.total
    from reference.baseline_source as s
    union all
    select
        'baseline ' || s.baseline_id || ': provinces counted = provinces published',
        (select count(*) from reference.baseline as b where b.baseline_id = s.baseline_id),
        s.province_total
    from reference.baseline_source as s
    where s.province_total is not null
    union all
    select
        'baseline ' || r.baseline_id || ': ' || f.part,
        f.left_value,
        f.right_value
    from mart.reconciliation as r
    cross join lateral (
        values
        ('reconciled nation = register', r.registered_count, (select sum(kim_count) from mart.province_count)),
        ('reconciled baseline = published total', r.baseline_count, (
            select s.total from reference.baseline_source as s where s.baseline_id = r.baseline_id
        )),
        (
            'founded before + after + unknown = registered',
            r.founded_by_baseline + r.founded_after + r.founded_unknown,
            r.registered_count
        )
    ) as f (part, left_value, right_value)
    where r.province_code = 'ID'
    union all
    select
        case section
            when 'baseline' then 'bridge from baseline ' || baseline_id
            else 'bridge of round ' || round_id
        end || ' = registered',
        sum(amount) filter (where line <> 'registered'),
        sum(amount) filter (where line = 'registered')
    from mart.bridge
    group by section, baseline_id, round_id
    union all
    select
        'bridges of all rounds = nation',
        (select coalesce(sum(amount), 0) from mart.bridge where section = 'intake' and line = 'registered'),
        (select coalesce(sum(kim_count), 0) from mart.province_count)
)
select
    name,
    left_value::bigint as left_value,
    right_value::bigint as right_value,
    left_value is not distinct from right_value as holds
from figure;
