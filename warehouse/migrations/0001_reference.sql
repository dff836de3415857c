-- The regions, baselines and rounds that every other layer refers to.
create schema reference;

create table reference.province (
    code varchar not null, name varchar not null, valid_from date, valid_to date, successor varchar
);
create table reference.regency (
    code varchar not null, province_code varchar not null, name varchar not null,
    valid_from date, valid_to date, successor varchar
);
create table reference.district (
    code varchar not null, regency_code varchar not null, name varchar not null,
    valid_from date, valid_to date, successor varchar
);
create table reference.village (
    code varchar not null, district_code varchar not null, name varchar not null,
    valid_from date, valid_to date, successor varchar
);
create table reference.retired_regency (
    code varchar not null, province_code varchar not null, name varchar not null,
    valid_from date, valid_to date, successor varchar, source varchar
);
create table reference.province_crosswalk (
    province_code varchar not null, baseline_province_code varchar not null, valid_from date, source varchar
);
create table reference.baseline (
    baseline_id varchar not null, province_code varchar not null, province_name varchar not null,
    baseline_count integer not null
);
create table reference.baseline_source (
    baseline_id varchar not null, counted_on date not null, total integer not null, province_total integer,
    measure_id varchar, measure_en varchar, source varchar
);
create table reference.milestone (
    milestone_on date not null, "precision" varchar, count integer not null, province_total integer,
    measure_id varchar, measure_en varchar, source varchar
);
create table reference.round (
    round_id varchar not null, opens_on date not null, closes_on date not null, baseline_id varchar not null,
    tolerance_pct double not null, tolerance_abs integer not null
);
create table reference.reserved_label (label varchar not null, reason varchar not null, source varchar);
