-- The regencies that have not sent in a round by a day, what came of them if anything, since when, and when they were last heard of in any round.
with heard as (
    select regency_code, max(first_received_at) as last_heard_at
    from mart.completeness
    group by regency_code
)
select completeness.province_code, province.name as province_name, completeness.regency_code,
    regency.name as regency_name, completeness.empty_count > 0 as sent_an_empty_form,
    "round".opens_on as silent_since, greatest(date_diff('day', "round".opens_on, $today), 0) as days_silent,
    "round".closes_on, cast(heard.last_heard_at + interval 7 hour as date) as last_heard_on,
    completeness.state
from mart.completeness
join reference."round" using (round_id)
left join heard using (regency_code)
left join reference.province on province.code = completeness.province_code
left join reference.regency on regency.code = completeness.regency_code
where completeness.round_id = $round_id and completeness.state <> 'sent'
order by completeness.regency_code;
