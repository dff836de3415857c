-- The personal fields of the records that are left, as they compare, and the comparison levels that follow: inside this
-- process.
-- reads: clue, contact, leader_words(), levelled, shared_clue
-- writes: compared, private
-- takes: nothing

create or replace temp table private as
with met as (
    select ordinal_l as ordinal from levelled
    union
    select ordinal_r from levelled
),
shared as (
    select
        c.ordinal,
        bool_or(c.field = 'phone') as phone_shared,
        bool_or(c.field = 'email') as email_shared
    from clue as c
    semi join shared_clue as s on s.clue = c.clue
    where c.field in ('phone', 'email')
    group by c.ordinal
)
select
    c.ordinal,
    leader_words(c.leader_name) as leader_key,
    c.phone,
    c.email,
    coalesce(s.phone_shared, false) as phone_shared,
    coalesce(s.email_shared, false) as email_shared
from contact as c
semi join met as m on m.ordinal = c.ordinal
left join shared as s on s.ordinal = c.ordinal;

create or replace temp table compared as
select
    p.*,
    case
        when pl.phone is null or pr.phone is null then 4
        when pl.phone <> pr.phone then 3
        when pl.phone_shared then 2
        else 1
    end as phone,
    case
        when pl.email is null or pr.email is null then 4
        when pl.email <> pr.email then 3
        when pl.email_shared then 2
        else 1
    end as email,
    case
        when pl.leader_key is null or pr.leader_key is null then 4
        when pl.leader_key = pr.leader_key then 1
        when jaro_winkler_similarity(pl.leader_key, pr.leader_key) >= 0.92 then 2
        else 3
    end as leader
from levelled as p
left join private as pl on pl.ordinal = p.ordinal_l
left join private as pr on pr.ordinal = p.ordinal_r;
