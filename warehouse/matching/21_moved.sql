-- Adds to the dirty set whoever shares a block or a value with the records of files that were taken out or came back,
-- since what many share may now be shared by few, or the other way round.
-- reads: dirty, every_clue, matching.feature, number_of(), placed_block
-- writes: dirty, met_block
-- takes: changed_submissions
-- runs: if a file was taken out or came back

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

insert into dirty by name
select distinct m.ordinal
from met_block as m
anti join dirty as d on d.ordinal = m.ordinal;
