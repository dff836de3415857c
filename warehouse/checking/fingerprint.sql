-- A relation in two numbers that any change of a row changes, whatever the order of the rows.
select count(*), sum(cast(hash(each_row) as hugeint))
from relation_name as each_row;
