-- A synthetic register of $records records, straight by SQL: what matching would have left, without matching.
create temp table places as
select row_number() over (order by village.code) - 1 as place, village.code as village_code, district_code,
    left(district_code, 5) as regency_code, left(district_code, 2) as province_code
from reference.village;

create temp table drawn as
select
    i, i // 200 as submission, i % 200 + 2 as row_number, 'r' || printf('%020x', i) as record_id,
    'KIM-' || printf('%07d', (i * 7919) % ($records * 7 // 10)) as kim_id,
    hash(i) % (select count(*) from places) as place
from range($records) as t (i);

insert into intake.submission by name
select
    's' || printf('%016x', submission) as submission_id, submission + 1 as sequence, printf('%064x', submission) as sha256,
    'berkas-' || submission || '.xlsx' as file_name, any_value(regency_code) as office_code,
    timestamp '2026-01-02' + to_hours(submission::int) as received_at, '2026-1' as round_id, 'xlsx' as format,
    40000 as byte_count, count(*) as row_count, count(*) as accepted_count, 0 as quarantined_count, 0 as ignored_count,
    'accepted' as status
from drawn
join places using (place)
group by submission
order by submission;

insert into intake."row" by name
select
    's' || printf('%016x', submission) as submission_id, 'Sheet1' as sheet, row_number,
    json_object('Nama KIM', 'KIM Contoh ' || kim_id, 'Desa', village_code, 'No HP Ketua', '***') as cells,
    'accepted' as outcome
from drawn
join places using (place)
order by i;

insert into intake.finding by name
select
    's' || printf('%016x', submission) as submission_id, 'Sheet1' as sheet, row_number, 'tanggal_berdiri' as column_name,
    'F' || row_number as cell, 'rule_' || hash(i) % 40 as rule,
    case hash(i) % 3 when 0 then 'warning' else 'info' end as severity, 'contoh' as message_id, 'example' as message_en
from drawn
where i % 2 = 0
order by i;

insert into intake.record by name
select
    record_id, 's' || printf('%016x', submission) as submission_id, submission + 1 as sequence, 'Sheet1' as sheet,
    row_number, 'KIM Contoh ' || kim_id as name, 'village' as level, province_code, regency_code, district_code,
    village_code, date '2010-01-01' + (hash(i) % 5500)::int as founded_on, 'day' as founded_precision,
    case hash(i) % 10 when 0 then 'bubar' when 1 then 'tidak_aktif' else 'aktif' end as status, 20 as member_count,
    case when i % 20 = 0 then 'label-' || i % 60000 end as domain_label,
    case when i % 3 = 0 then json_object('instagram', 'a' || i) else '{}'::json end as channels
from drawn
join places using (place)
order by i;

insert into registry.membership
select record_id, kim_id, case when i % 3 = 0 then 'model' else 'exact' end, 0.99 from drawn order by i;

insert into registry.kim by name
select
    membership.kim_id, min_by(name, sequence) as name, 'village' as level, min_by(province_code, sequence) as province_code,
    min_by(regency_code, sequence) as regency_code, min_by(district_code, sequence) as district_code,
    min_by(village_code, sequence) as village_code, min(founded_on) as founded_on, 'day' as founded_precision,
    min_by(status, sequence) as status, min(member_count) as member_count, min(domain_label) as domain_label,
    min_by(channels, sequence) as channels, count(*) as record_count, timestamp '2026-01-02' as first_seen_at,
    timestamp '2026-06-02' as last_seen_at, min_by('1/' || sequence, sequence) as decree_number
from intake.record
join registry.membership using (record_id)
group by membership.kim_id
order by membership.kim_id;

insert into registry.kim_history by name
select *, timestamp '2026-01-02' as valid_from, null::timestamp as valid_to from registry.kim;

insert into matching.edge
select
    l.record_id, r.record_id, 0.99, '{"name": {"outcome": "exact", "weight": 12.5}}', l.i, r.i, 'model', null
from drawn as l
join drawn as r on r.kim_id = l.kim_id and l.i < r.i
order by l.i, r.i;
drop table drawn;
drop table places;
