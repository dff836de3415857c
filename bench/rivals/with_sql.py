"""The rules in DuckDB's SQL on a CSV: `… FILE`. Phones by a pattern: SQL has no library for them."""

import sys

import duckdb

from bench.rivals import rules
from kim.home import REFERENCE

TABLES = f"""
create table sheet as from read_csv(?, all_varchar = true, nullstr = '');
create table province as from read_csv('{REFERENCE}/provinces.csv', all_varchar = true);
create table regency as from read_csv('{REFERENCE}/regencies.csv', all_varchar = true);
create table district as from read_csv('{REFERENCE}/districts.csv', all_varchar = true);
create table village as from read_csv('{REFERENCE}/villages.csv.gz', all_varchar = true);
create table kind as from read_csv('{REFERENCE}/community_types.csv', all_varchar = true);
create table state as from read_csv('{REFERENCE}/status_words.csv', all_varchar = true);
create table place as
select p.name as province, r.name as regency, d.name as district, v.name as village, r.code as regency_code
from regency r join province p on p.code = r.province_code
left join district d on d.regency_code = r.code left join village v on v.district_code = d.code;
create table once as
select regency, village from place where village is not null group by all having count(*) = 1;
create table code as
select code, code[:5] as regency_code from (
    select code from province union all select code from regency union all select code from district
    union all select code from village)
"""
DAY = "try_strptime({}, '%d-%m-%Y')"
RULES = [
    "nama_kim is null or provinsi is null or kabupaten_kota is null",
    f"regexp_matches(nama_kim, '{rules.FEDERATION}')",
    "not exists (from place p where p.province = provinsi and p.regency = kabupaten_kota)",
    "kecamatan is not null and not exists (from place p where p.regency = kabupaten_kota and p.district = kecamatan)",
    "desa_kelurahan is not null and kecamatan is not null and not exists (from place p "
    "where p.regency = kabupaten_kota and p.district = kecamatan and p.village = desa_kelurahan)",
    "desa_kelurahan is not null and kecamatan is null and not exists (from once o "
    "where o.regency = kabupaten_kota and o.village = desa_kelurahan)",
    "kode_wilayah is not null and not exists (from code c join regency r on r.code = c.regency_code "
    "where c.code = kode_wilayah and r.name = kabupaten_kota)",
    *(f"{name} is not null and coalesce({DAY.format(name)} > current_date, true)" for name in rules.DATES),
    f"year({DAY.format('tanggal_sk')})::varchar <> nullif(regexp_extract(nomor_sk, '{rules.DECREE_YEAR}', 1), '')",
    "masa_bakti[:4] >= masa_bakti[6:9] or masa_bakti[6:9] < year(current_date)::varchar",
    "not regexp_full_match(nomor_hp, '0[0-9]{9,12}')",
    *(f"not regexp_full_match({name}, '{pattern}')" for name, pattern in rules.PATTERNS.items()),
    "jenis_komunitas not in (select word from kind)",
    "status not in (select word from state union all select 'tidak_aktif')",
    f"regexp_matches(concat_ws(' ', *columns(*)), '{rules.NIK}')",
]
REPEATED = """
select rowid from sheet where nama_kim is not null
qualify row_number() over (
    partition by nama_kim, provinsi, kabupaten_kota, kecamatan, desa_kelurahan order by rowid) > 1
"""


def main(path: str) -> None:
    """Check, and print how many rows are at fault."""
    with duckdb.connect() as conn:
        first, rest = TABLES.strip().split(";", 1)
        conn.execute(first, [path])
        conn.execute(rest)
        found = " union all ".join([*(f"select rowid from sheet where {rule}" for rule in RULES), REPEATED])
        print(conn.execute(f"select count(distinct rowid) from ({found})").fetchall()[0][0])


if __name__ == "__main__":
    main(*sys.argv[1:])
