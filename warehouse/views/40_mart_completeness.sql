-- Who has sent in each round: one row a regency that existed on the day the round closed, sent or not.
-- The denominator is that list of regencies, so that no share of it can exceed the whole.
create view mart.completeness as
with regencies as (
    select code, province_code, valid_from, valid_to from reference.regency
    union all
    select code, province_code, valid_from, valid_to from reference.retired_regency
    where code not in (select code from reference.regency)
),
expected as (
    select "round".round_id, "round".opens_on, "round".closes_on, regencies.code as regency_code, regencies.province_code
    from reference."round"
    join regencies
        on (regencies.valid_from is null or regencies.valid_from <= "round".closes_on)
        and (regencies.valid_to is null or regencies.valid_to > "round".closes_on)
),
live as (
    select *, cast(received_at + interval 7 hour as date) as received_on
    from intake.submission
    where status in ('accepted', 'partly_accepted')
),
-- A code is brought to the regencies of the round: its own, else what it became.
placed as (
    select expected.round_id, codes.code, expected.regency_code
    from reference.regency_today as codes
    join expected on expected.regency_code in (codes.code, codes.regency_code)
    qualify row_number() over (
        partition by expected.round_id, codes.code order by expected.regency_code = codes.code desc
    ) = 1
),
own as (
    select live.submission_id, live.round_id, placed.regency_code, live.received_at, live.received_on,
        live.row_count - live.accepted_count as unaccepted, live.accepted_count
    from live
    join placed on placed.round_id = live.round_id and placed.code = live.office_code
),
located as (
    select live.submission_id, live.round_id, placed.regency_code, live.received_at, live.received_on, count(*) as accepted
    from intake.record
    join live using (submission_id)
    join placed on placed.round_id = live.round_id and placed.code = record.regency_code
    group by all
),
sent as (
    select round_id, regency_code, submission_id, received_at, received_on, 0 as accepted, unaccepted,
        accepted_count = 0 as is_empty
    from own
    union all
    select round_id, regency_code, submission_id, received_at, received_on, accepted, 0, false
    from located
),
tallied as (
    select
        round_id, regency_code,
        count(distinct submission_id) filter (not is_empty) as submission_count,
        sum(accepted + unaccepted) as row_count,
        sum(accepted) as accepted_count,
        min(received_at) filter (not is_empty) as first_received_at,
        min(received_on) filter (not is_empty) as first_received_on,
        count(distinct submission_id) filter (is_empty) as empty_count
    from sent
    group by round_id, regency_code
)
select
    expected.round_id, expected.regency_code, expected.province_code,
    coalesce(tallied.submission_count, 0) as submission_count,
    cast(coalesce(tallied.row_count, 0) as bigint) as row_count,
    cast(coalesce(tallied.accepted_count, 0) as bigint) as accepted_count,
    tallied.first_received_at,
    coalesce(tallied.first_received_on <= expected.closes_on, false) as on_time,
    coalesce(tallied.empty_count, 0) as empty_count
from expected
left join tallied using (round_id, regency_code)
order by expected.round_id, expected.regency_code;
