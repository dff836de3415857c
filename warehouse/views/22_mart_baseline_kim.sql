-- Each counted community against each baseline: could the tally have held it, judged by when it was founded?
create or replace view mart.baseline_kim as
with counted as (
    select
        kim_id,
        name,
        province_code,
        regency_code,
        status,
        founded_on as founded_first,
        case founded_precision
            when 'year' then (founded_on + interval 1 year - interval 1 day)::date
            when 'month' then last_day(founded_on)
            else founded_on
        end as founded_last
    from mart.counted_kim
)
select
    s.baseline_id,
    p.baseline_province_code,
    b.baseline_count is not null as in_baseline,
    case
        when k.founded_last <= s.counted_on then 'by_baseline'
        when k.founded_first > s.counted_on then 'after'
        else 'unknown'
    end as founded,
    k.kim_id,
    k.name,
    k.province_code,
    k.regency_code,
    k.status
from counted as k
cross join reference.baseline_source as s
left join mart.baseline_province as p
    on p.baseline_id = s.baseline_id
    and p.province_code = k.province_code
left join reference.baseline as b
    on b.baseline_id = s.baseline_id
    and b.province_code = p.baseline_province_code;
