-- Files were taken out, or came back: whoever shares a block or a value with their records is touched, since what many
-- share may now be shared by few, or the other way round.
create or replace temp table met_block as
with keyed as (
    select number_of(rule, block_key) as block, ordinal from placed_block
    union all
    select number_of(field, clue_key), ordinal from every_clue
),
moved_file as (
    select ordinal
    from matching.feature
    where list_contains(getvariable('changed_submissions')::varchar[], submission_id)
)
select k.block, k.ordinal
from keyed as k
where k.block in (select block from keyed semi join moved_file using (ordinal));

insert into touched
select distinct m.ordinal
from met_block as m
anti join touched as t on t.ordinal = m.ordinal;
