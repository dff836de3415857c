-- What offices sent, row by row, as it was read and judged; nothing here is changed by matching.
create schema intake;

create table intake.submission (
    submission_id varchar primary key, sequence bigint not null unique, sha256 varchar not null,
    file_name varchar not null, office_code varchar, office_basis varchar, received_at timestamp not null,
    round_id varchar not null, format varchar, byte_count bigint not null, row_count bigint not null,
    accepted_count bigint not null, quarantined_count bigint not null, ignored_count bigint not null,
    status varchar not null, duplicate_of varchar, rule_set_hash varchar
);
create table intake.row (
    submission_id varchar not null, sheet varchar, row_number integer not null, cells json, outcome varchar not null,
    reason varchar
);
create table intake.finding (
    submission_id varchar not null, sheet varchar, row_number integer, column_name varchar, cell varchar,
    rule varchar not null, severity varchar not null, value varchar, message_id varchar not null,
    message_en varchar not null, suggestion varchar
);
create table intake.record (
    record_id varchar not null, submission_id varchar not null, sequence bigint not null, sheet varchar,
    row_number integer not null, name varchar not null, name_typed varchar, name_key varchar, level varchar not null,
    province_code varchar not null, regency_code varchar, district_code varchar, village_code varchar,
    founded_on date, founded_precision varchar, decree_number varchar, decree_on date, term_from date, term_to date,
    member_count integer, community_type varchar, status varchar not null, website varchar, domain_label varchar,
    channels json, site_number varchar, declared_kim_id varchar
);
-- Labels asked for that are not plain ASCII or claim to be encoded, where IDNA 2008 can write them in ASCII.
create table intake.idna_label (label varchar not null, ascii_label varchar not null);
-- Where each recognised column of a sheet's table stands: with the row number, the cell of any value.
create table intake.sheet_column (
    submission_id varchar not null, sheet varchar, first_row integer not null, last_row integer not null,
    field varchar not null, letters varchar not null
);
