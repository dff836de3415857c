-- The register against each baseline: by the baseline's own provinces, and `ID` for the nation.
create or replace view mart.reconciliation as
with registered as (
    select
        baseline_id,
        baseline_province_code as province_code,
        count(*) as registered_count,
        count(*) filter (where founded = 'by_baseline') as founded_by_baseline,
        count(*) filter (where founded = 'after') as founded_after,
        count(*) filter (where founded = 'unknown') as founded_unknown
    from mart.baseline_kim
    group by baseline_id, baseline_province_code
),
places as (
    select distinct baseline_id, baseline_province_code as province_code
    from mart.baseline_province
),
provinces as (
    select
        p.baseline_id,
        p.province_code,
        coalesce(n.name, b.province_name) as province_name,
        b.baseline_count,
        coalesce(r.registered_count, 0) as registered_count,
        coalesce(r.founded_by_baseline, 0) as founded_by_baseline,
        coalesce(r.founded_after, 0) as founded_after,
        coalesce(r.founded_unknown, 0) as founded_unknown
    from places as p
    left join registered as r on r.baseline_id = p.baseline_id and r.province_code = p.province_code
    left join reference.baseline as b on b.baseline_id = p.baseline_id and b.province_code = p.province_code
    left join reference.province as n on n.code = p.province_code
),
compared as (
    select
        *,
        registered_count - baseline_count as difference,
        case when baseline_count is not null
            then greatest(0, baseline_count - founded_by_baseline - founded_unknown)
        end as outstanding,
        case when baseline_count is not null
            then greatest(0, founded_by_baseline + founded_unknown - baseline_count)
        end as surplus
    from provinces
),
nation as (
    select
        baseline_id,
        'ID' as province_code,
        'Indonesia' as province_name,
        sum(baseline_count)::bigint as baseline_count,
        sum(registered_count)::bigint as registered_count,
        sum(founded_by_baseline)::bigint as founded_by_baseline,
        sum(founded_after)::bigint as founded_after,
        sum(founded_unknown)::bigint as founded_unknown,
        sum(difference)::bigint as difference,
        sum(outstanding)::bigint as outstanding,
        sum(surplus)::bigint as surplus
    from compared
    group by baseline_id
),
every_row as (
    select * from compared
    union all
    select * from nation
)
select
    *,
    case
        when baseline_count is null then 'not_in_baseline'
        when difference = 0 then 'matches'
        when registered_count = 0 then 'none'
        when difference < 0 then 'short'
        else 'over'
    end as status
from every_row
order by baseline_id, province_code;
