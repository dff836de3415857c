-- The places that offices say have no community, so that a gap that is known is told from one that is not.
create table intake.no_kim (
    submission_id varchar not null, sheet varchar, row_number integer not null, level varchar not null,
    province_code varchar, regency_code varchar, district_code varchar, village_code varchar
);
