-- Which record, and which cells of its row, each field of a community was taken from.
with carried (field, place, columns) as (
    values
    ('name', 1, ['nama_kim']),
    ('place', 2, ['provinsi', 'kabupaten_kota', 'kecamatan', 'desa_kelurahan', 'kode_wilayah']),
    ('status', 3, ['status']),
    ('founded', 4, ['tanggal_berdiri']),
    ('decree', 5, ['nomor_sk', 'tanggal_sk']),
    ('term_to', 6, ['masa_bakti']),
    ('member_count', 7, ['jumlah_anggota']),
    ('community_type', 8, ['jenis_komunitas']),
    ('website', 9, ['situs_web']),
    ('domain_label', 10, ['domain_diajukan']),
    ('channels', 11, ['facebook', 'instagram', 'x', 'youtube', 'tiktok', 'whatsapp']),
    ('site_number', 12, ['nomor_id_kim'])
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
