-- The blocks of a register whose records are all dirty: those with two records or more.
-- reads: every_block
-- writes: block
-- takes: nothing
-- runs: again where 24 made further records dirty; if all records are dirty

create or replace temp table any_block as
select * from every_block;

create or replace temp table block as
select b.*
from any_block as b
semi join (select block from any_block group by block having count(*) > 1) as n on n.block = b.block;

drop table any_block;
