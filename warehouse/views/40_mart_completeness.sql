-- Who has sent in each round: one row a regency that existed on the day the round closed, sent or not.
-- The denominator is that list of regencies, so that no share of it can exceed the whole. `state` is the one definition
-- of "sent": report, gate, reminders and explain all ask it.
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
received as (
    select submission_id, round_id, office_code, status, row_count, accepted_count, quarantined_count, received_at,
        cast(received_at + interval 7 hour as date) as received_on, intake.is_live(status) as is_live
    from intake.submission
    where intake.is_live(status) or status in ('held', 'rejected')
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
said_none as (
    select submission_id, count(*) as rows_said from intake.no_kim group by submission_id
),
own as (
    select received.*, placed.regency_code, coalesce(said_none.rows_said, 0) as rows_said,
        case
            when status = 'rejected' then 'sent_not_accepted'
            when status = 'held' or accepted_count + coalesce(said_none.rows_said, 0) > 0 then 'sent'
            when quarantined_count > 0 then 'sent_not_accepted'
            else 'empty'
        end as state
    from received
    join placed on placed.round_id = received.round_id and placed.code = received.office_code
    left join said_none using (submission_id)
),
-- Where the rows lie, whoever sent them; villages told of twice are one.
located as (
    select submission_id, record.regency_code, count(*) as accepted, null as none_at
    from intake.record
    group by submission_id, record.regency_code
    union all
    select distinct submission_id, regency_code, 0, coalesce(village_code, concat_ws(' ', submission_id, sheet, row_number))
    from intake.no_kim
),
sent as (
    select round_id, regency_code, submission_id, received_at, received_on, state, is_live, 0 as accepted,
        case when is_live then row_count - accepted_count else 0 end as unaccepted, null as none_at
    from own
    union all
    select received.round_id, placed.regency_code, received.submission_id, received_at, received_on, 'sent', true,
        accepted, 0, none_at
    from located
    join received on received.submission_id = located.submission_id and is_live
    join placed on placed.round_id = received.round_id and placed.code = located.regency_code
),
tallied as (
    select
        round_id, regency_code,
        count(distinct submission_id) filter (state = 'sent' and is_live) as submission_count,
        sum(accepted + unaccepted) as row_count,
        sum(accepted) as accepted_count,
        min(received_at) filter (state = 'sent') as first_received_at,
        min(received_on) filter (state = 'sent') as first_received_on,
        count(distinct submission_id) filter (state = 'empty') as empty_count,
        count(distinct submission_id) filter (not is_live and state = 'sent_not_accepted') as rejected_count,
        count(distinct none_at) as no_kim_count,
        bool_or(state = 'sent') as has_sent,
        bool_or(state = 'sent_not_accepted') as has_tried
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
    coalesce(tallied.empty_count, 0) as empty_count,
    coalesce(tallied.rejected_count, 0) as rejected_count,
    coalesce(tallied.no_kim_count, 0) as no_kim_count,
    case
        when tallied.regency_code is null then 'silent'
        when tallied.has_sent then 'sent'
        when tallied.has_tried then 'sent_not_accepted'
        else 'empty'
    end as state
from expected
left join tallied using (round_id, regency_code)
order by expected.round_id, expected.regency_code;
