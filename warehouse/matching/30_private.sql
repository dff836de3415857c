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
        when pl.phone is null or pr.phone is null then 'missing'::phone_level
        when pl.phone <> pr.phone then 'differs'::phone_level
        when pl.phone_shared then 'shared'::phone_level
        else 'same'::phone_level
    end as phone,
    case
        when pl.email is null or pr.email is null then 'missing'::email_level
        when pl.email <> pr.email then 'differs'::email_level
        when pl.email_shared then 'shared'::email_level
        else 'same'::email_level
    end as email,
    case
        when pl.leader_key is null or pr.leader_key is null then 'missing'::leader_level
        when pl.leader_key = pr.leader_key then 'same'::leader_level
        when jaro_winkler_similarity(pl.leader_key, pr.leader_key) >= 0.92 then 'close'::leader_level
        else 'differs'::leader_level
    end as leader
from levelled as p
left join private as pl on pl.ordinal = p.ordinal_l
left join private as pr on pr.ordinal = p.ordinal_r;
