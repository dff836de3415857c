-- Communities, their lasting ids, and how each record came to belong to one.
-- No primary keys here: replacing a million keyed rows in one transaction takes a minute, without keys a third of a second;
-- control totals prove what keys would have.
create schema registry;
create schema matching;

create table registry.kim (
    kim_id varchar not null, name varchar not null, level varchar not null, province_code varchar not null,
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
create table registry.alias (kim_id varchar not null, merged_into varchar not null, "at" timestamp not null);
create table registry.review_pair (
    pair_id varchar not null, record_id_l varchar not null, record_id_r varchar not null, probability double,
    ruling varchar not null, ruled_by varchar, ruled_at timestamp, reason varchar
);
-- Which record each field of a kim was taken from.
create table registry.kim_source (kim_id varchar not null, field varchar not null, record_id varchar not null);
-- Every scored pair of records that is kept, with the evidence field by field.
-- The step is that of the strongest rule that found it: exact, declared or model; a pair that a rule holds back from
-- merging says so in `held_back`.
create table matching.edge (
    record_id_l varchar not null, record_id_r varchar not null, probability double not null, evidence json,
    ordinal_l bigint not null, ordinal_r bigint not null, step varchar not null, held_back varchar
);
-- What matching compares of each record; personal fields are never in it.
create table matching.feature (
    ordinal bigint not null, record_id varchar not null, submission_id varchar not null, anchor ubigint not null,
    level varchar not null, province_code varchar not null, regency_code varchar, district_code varchar,
    village_code varchar, name_key varchar, place_key varchar, core_key varchar, tokens varchar[], token_key varchar,
    skeleton varchar, numeral varchar, kind varchar, of_place boolean not null, rarity double,
    declared_kim_id varchar, decree_key varchar, founded_on date, founded_precision varchar,
    decree_on date, site_key varchar, site_number varchar, domain_label varchar, channel_keys varchar[],
    member_count integer, contact_known boolean not null
);
-- Each record's place in the partition, those out of the register too, so that rulings and ids outlive them.
create table matching.node (
    ordinal bigint not null, record_id varchar not null, live boolean not null, kim_id varchar, method varchar,
    probability double
);
-- The register's own copy of the book of ids.
create table matching.given_id (kim_id varchar not null, record_id varchar not null);
-- The submissions and decisions that are in the partition already, and when they took effect.
create table matching.applied (item_id varchar not null, kind varchar not null, "at" timestamp not null);
-- New files that lost too much of what their office had; out of the register until a person accepts the drift.
create table matching.held (
    submission_id varchar not null, "at" timestamp not null, known_kim bigint not null, records bigint not null,
    unmatched bigint not null, unmet bigint not null
);
-- Blocks so large that comparing all their pairs would tell nothing: no pair of theirs is compared by that rule.
create table matching.capped_block (
    rule varchar not null, block_key varchar not null, record_count bigint not null, pair_count bigint not null
);
-- Which version of the rules and weights the stored pairs were scored with.
create table matching.state (fingerprint varchar not null, "at" timestamp);
