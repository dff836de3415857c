-- Each pair's probability of being one community, and why; what no model may merge is held back.
-- reads: compared
-- writes: scored
-- takes: bits_channel, bits_decree, bits_decree_day, bits_email, bits_founded, bits_label, bits_leader, bits_members,
--   bits_name, bits_phone, bits_place, bits_site, bits_site_number, prior_bits, review_threshold, says_channel,
--   says_decree, says_decree_day, says_email, says_founded, says_label, says_leader, says_members, says_name,
--   says_phone, says_place, says_site, says_site_number

create or replace temp table scored as
with supported as (
    select
        *,
        phone = 1 or email = 1 or decree = 1 or site = 1 or site_number = 1 or channel = 1
        or (leader = 1 and founded = 1) as identified,
        getvariable('prior_bits')
        + getvariable('bits_name')[name] + getvariable('bits_place')[place] + getvariable('bits_phone')[phone]
        + getvariable('bits_email')[email] + getvariable('bits_leader')[leader] + getvariable('bits_decree')[decree]
        + getvariable('bits_decree_day')[decree_day] + getvariable('bits_founded')[founded]
        + getvariable('bits_site')[site] + getvariable('bits_site_number')[site_number]
        + getvariable('bits_channel')[channel] + getvariable('bits_label')[label]
        + getvariable('bits_members')[members] as bits
    from compared
),
judged as (
    select
        *,
        round(1 / (1 + pow(2.0, -greatest(least(bits, 40), -40))), 6) as model_probability,
        case
            when place = 5 then 'another_place'
            when one_file and not agrees and (other_kind or numeral_l <> numeral_r) then 'kind'
            when one_file and not (agrees and phone in (1, 2, 4) and email in (1, 2, 4) and leader in (1, 2, 4)
                and (place = 1 or phone in (1, 2) or email = 1)) then 'one_file'
            when agrees then null
            when numeral_l <> numeral_r then 'numeral'
            when other_kind then 'kind'
            when declared and (name <= 5 or identified) then null
            when above and (of_place or name > 4 or not identified) then 'level'
            when name = 7 or (name = 6 and not (place = 1 and phone = 1 and (leader = 1 or email = 1))) then 'name'
            when place > 1 and not identified then 'place_open'
            when name in (4, 5) and not (identified or leader <= 2 or founded = 1 or (place = 1 and of_place))
                then 'name_alone'
        end as held_back
    from supported
)
select
    case
        when place = 5 then model_probability
        when agrees then greatest(model_probability, 0.995)
        when declared then greatest(model_probability, 0.99)
        else model_probability
    end as probability,
    json_object(
        'name', [getvariable('says_name')[name], getvariable('bits_name')[name]::varchar],
        'place', [getvariable('says_place')[place], getvariable('bits_place')[place]::varchar],
        'phone', [getvariable('says_phone')[phone], getvariable('bits_phone')[phone]::varchar],
        'email', [getvariable('says_email')[email], getvariable('bits_email')[email]::varchar],
        'leader', [getvariable('says_leader')[leader], getvariable('bits_leader')[leader]::varchar],
        'decree', [getvariable('says_decree')[decree], getvariable('bits_decree')[decree]::varchar],
        'decree_day', [getvariable('says_decree_day')[decree_day], getvariable('bits_decree_day')[decree_day]::varchar],
        'founded', [getvariable('says_founded')[founded], getvariable('bits_founded')[founded]::varchar],
        'site', [getvariable('says_site')[site], getvariable('bits_site')[site]::varchar],
        'site_number',
        [getvariable('says_site_number')[site_number], getvariable('bits_site_number')[site_number]::varchar],
        'channel', [getvariable('says_channel')[channel], getvariable('bits_channel')[channel]::varchar],
        'label', [getvariable('says_label')[label], getvariable('bits_label')[label]::varchar],
        'members', [getvariable('says_members')[members], getvariable('bits_members')[members]::varchar]
    ) as evidence,
    ordinal_l,
    ordinal_r,
    case when agrees then 'exact' when declared then 'declared' else 'model' end as step,
    held_back
from judged
where (model_probability >= getvariable('review_threshold') and not (one_file and not agrees and not identified
    and name > 3)) or agrees or declared;
