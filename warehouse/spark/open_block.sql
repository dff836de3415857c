-- The open blocks as they go to Spark, numbered anew: a number that stands for a phone or an address would tell of it.
select dense_rank() over (order by first_ordinal, block) as block, ordinal, loose, asks
from (select *, min(ordinal) over (partition by block) as first_ordinal from open_block);
