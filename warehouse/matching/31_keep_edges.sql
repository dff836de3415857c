-- The pairs of touched records are replaced by what scoring found of them.
delete from matching.edge
where ordinal_l in (select ordinal from touched) or ordinal_r in (select ordinal from touched);

insert into matching.edge
select * from scored
where probability >= getvariable('review_threshold')
order by ordinal_l, ordinal_r;
