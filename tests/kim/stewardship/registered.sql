-- Three communities of two files (a third was rejected), all made up.
insert into intake.submission (
    submission_id, sequence, sha256, file_name, office_code, received_at, round_id, byte_count, row_count,
    accepted_count, quarantined_count, ignored_count, status
)
select
    's' || sequence, sequence, format('{:064x}', sequence), file_name, '35.07',
    timestamp '2025-03-01' + to_days(sequence), '2025-1', 1, 2, 2, 0, 0, status
from (
    values (1, '35.07/a.csv', 'accepted'), (2, '35.07/b.csv', 'accepted'), (3, '35.07/rusak.xls', 'rejected')
) as file (sequence, file_name, status);

insert into intake.record (
    record_id, submission_id, sequence, sheet, row_number, name, name_key, level, province_code, regency_code, status
)
select record_id, 's' || sequence, sequence, 'Sheet1', row_number, name, lower(name), 'regency', '35', '35.07', 'aktif'
from (
    values
    ('r1', 1, 2, 'KIM Rekaan Satu'), ('r2', 1, 3, 'KIM Rekaan Dua'), ('r3', 2, 2, 'KIM Rekaan Satu'),
    ('r4', 2, 3, 'KIM Rekaan Tiga')
) as line (record_id, sequence, row_number, name);

insert into registry.membership
values ('r1', 'K1', 'exact', 1), ('r2', 'K2', 'single', 1), ('r3', 'K1', 'exact', 1), ('r4', 'K3', 'single', 1);

insert into registry.kim (
    kim_id, name, level, province_code, regency_code, status, channels, record_count, first_seen_at, last_seen_at
)
select
    kim_id, any_value(name), 'regency', '35', '35.07', if(kim_id = 'K3', 'tidak_aktif', 'aktif'),
    if(kim_id = 'K1', '{"facebook": "kim.contoh"}', null), count(*), min(received_at), max(received_at)
from intake.record
join registry.membership using (record_id)
join intake.submission using (submission_id)
group by kim_id;
