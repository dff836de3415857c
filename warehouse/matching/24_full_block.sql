-- Finds the blocks over the cap (of records that count): they distinguish nothing and are reported. A record is dirty,
-- its pairs scored anew, where a block of its has just grown over the cap.
-- reads: block, dirty, inside
-- writes: dirty, full_block
-- takes: first_new, pair_cap

create or replace temp table full_block as
with sized as (
    select
        block,
        count(*) as n,
        count(*) filter (where not loose) as firm,
        count(*) filter (where ordinal < getvariable('first_new')) as n_earlier,
        count(*) filter (where ordinal < getvariable('first_new') and not loose) as firm_earlier
    from block
    semi join inside using (ordinal)
    group by block
    having count(*) > 20
),
paired as (
    select
        block,
        n as record_count,
        (n * (n - 1) - firm * (firm - 1)) // 2 as pair_count,
        (n_earlier * (n_earlier - 1) - firm_earlier * (firm_earlier - 1)) // 2 as earlier_pair_count
    from sized
)
select *, earlier_pair_count <= getvariable('pair_cap') as grew_over
from paired
where pair_count > getvariable('pair_cap');

insert into dirty by name
select distinct b.ordinal
from block as b
semi join full_block as f on f.block = b.block and f.grew_over
anti join dirty as d on d.ordinal = b.ordinal;
