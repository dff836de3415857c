-- Which of a baseline's provinces each of today's provinces is compared with.
-- A baseline that counts a split province by its own code keeps the whole family of that split apart.
create or replace view mart.baseline_province as
with counted_apart as (
    select distinct b.baseline_id, x.baseline_province_code
    from reference.baseline as b
    inner join reference.province_crosswalk as x on x.province_code = b.province_code
    where x.province_code <> x.baseline_province_code
)
select
    s.baseline_id,
    x.province_code,
    case when a.baseline_id is null then x.baseline_province_code else x.province_code end as baseline_province_code
from reference.baseline_source as s
cross join reference.province_crosswalk as x
left join counted_apart as a
    on a.baseline_id = s.baseline_id
    and a.baseline_province_code = x.baseline_province_code;
