-- Each regency code that ever was, and the code that it goes by today: codes change with each decree.
create view reference.regency_today as
with recursive codes as (
    select code, province_code, successor from reference.regency
    union all
    select code, province_code, successor from reference.retired_regency
    where code not in (select code from reference.regency)
),
walk as (
    select code, code as today, successor from codes
    union
    select walk.code, codes.code as today, codes.successor
    from walk
    join codes on codes.code = walk.successor
)
select walk.code, walk.today as regency_code, codes.province_code
from walk
join codes on codes.code = walk.today
where walk.successor is null;
