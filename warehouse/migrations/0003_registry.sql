-- Communities, their lasting ids, and how each record came to belong to one.
create schema registry;
create schema matching;

create table registry.kim (
    kim_id varchar primary key, name varchar not null, level varchar not null, province_code varchar not null,
    regency_code varchar, district_code varchar, village_code varchar, founded_on date, founded_precision varchar,
    status varchar not null, community_type varchar, member_count integer, website varchar, domain_label varchar,
    channels json, record_count bigint not null, first_seen_at timestamp not null, last_seen_at timestamp not null,
    site_number varchar, decree_number varchar, decree_on date, term_to date
);
create table registry.kim_history (
    kim_id varchar not null, name varchar not null, level varchar not null, province_code varchar not null,
    regency_code varchar, district_code varchar, village_code varchar, founded_on date, founded_precision varchar,
    status varchar not null, community_type varchar, member_count integer, website varchar, domain_label varchar,
    channels json, record_count bigint not null, first_seen_at timestamp not null, last_seen_at timestamp not null,
    site_number varchar, decree_number varchar, decree_on date, term_to date,
    valid_from timestamp not null, valid_to timestamp
);
create table registry.membership (
    record_id varchar not null, kim_id varchar not null, method varchar not null, probability double
);
create table registry.alias (kim_id varchar primary key, merged_into varchar not null, at timestamp not null);
create table registry.review_pair (
    pair_id varchar primary key, record_id_l varchar not null, record_id_r varchar not null, probability double,
    ruling varchar not null, ruled_by varchar, ruled_at timestamp, reason varchar
);
-- Which record each field of a kim was taken from.
create table registry.kim_source (kim_id varchar not null, field varchar not null, record_id varchar not null);
-- Every scored pair of records that is kept, with the evidence field by field.
create table matching.edge (
    record_id_l varchar not null, record_id_r varchar not null, probability double not null, evidence json
);
