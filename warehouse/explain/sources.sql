-- Which record, and which cells of its row, each field of a community was taken from.
with carried as (
    select unnest($facts, recursive := true), generate_subscripts($facts, 1) as place
),
taken as (
    select
        source.field, coalesce(carried.place, 99) as place, carried.columns, record.record_id, record.submission_id,
        submission.file_name, record.sheet, record.row_number, json_keys(record.channels) as channels
    from registry.kim_source as source
    join intake.record using (record_id)
    join intake.submission using (submission_id)
    left join carried using (field)
    where source.kim_id = $kim_id
)
select
    taken.field, taken.record_id, taken.file_name, taken.sheet, taken.row_number,
    coalesce(
        list(stands.letters || taken.row_number order by list_position(taken.columns, stands.field))
        filter (where stands.letters is not null),
        []
    ) as cells
from taken
left join intake.sheet_column as stands
    on stands.submission_id = taken.submission_id
    and stands.sheet is not distinct from taken.sheet
    and taken.row_number between stands.first_row and stands.last_row
    and list_contains(taken.columns, stands.field)
    and (taken.field <> 'channels' or list_contains(taken.channels, stands.field))
group by taken.place, taken.field, taken.record_id, taken.file_name, taken.sheet, taken.row_number
order by taken.place, taken.field;
