-- Each candidate pair's probability of being one community, and why; what no model may merge is held back.
-- Levels count from 1 in the order of the model's file; bits are added up as the model weighs each level.
create or replace temp table private as
with marked as (
    select c.ordinal, c.field, c.clue_key, s.clue_key is not null as is_shared
    from clue as c
    left join shared_clue as s on s.field = c.field and s.clue_key = c.clue_key
)
select
    f.ordinal,
    any_value(leader_words(c.leader_name)) as leader_key,
    any_value(c.phone) as phone,
    any_value(c.email) as email,
    coalesce(bool_or(m.is_shared) filter (where m.field = 'phone'), false) as phone_shared,
    coalesce(bool_or(m.is_shared) filter (where m.field = 'email'), false) as email_shared,
    coalesce(bool_or(m.is_shared) filter (where m.field = 'decree'), false) as decree_shared,
    coalesce(bool_or(m.is_shared) filter (where m.field = 'site'), false) as site_shared,
    list(m.clue_key) filter (where m.field = 'channel' and not m.is_shared) as channels,
    any_value(g.kim_id) as own_kim_id
from matching.feature as f
semi join (select ordinal_l as ordinal from candidate union select ordinal_r from candidate) as k
    on k.ordinal = f.ordinal
left join marked as m on m.ordinal = f.ordinal
left join contact as c on c.ordinal = f.ordinal
left join matching.given_id as g on g.record_id = f.record_id
group by f.ordinal;

create or replace temp table levelled as
with paired as (
    select
        l as l,
        r as r,
        pl as pl,
        pr as pr
    from candidate as c
    inner join matching.feature as l on l.ordinal = c.ordinal_l
    inner join matching.feature as r on r.ordinal = c.ordinal_r
    inner join private as pl on pl.ordinal = c.ordinal_l
    inner join private as pr on pr.ordinal = c.ordinal_r
)
select
    l.ordinal as ordinal_l,
    r.ordinal as ordinal_r,
    l.record_id as record_id_l,
    r.record_id as record_id_r,
    l.submission_id = r.submission_id as one_file,
    coalesce(l.name_key = r.name_key and l.place_key = r.place_key and l.level = r.level, false) as agrees,
    coalesce(l.numeral, '') as numeral_l,
    coalesce(r.numeral, '') as numeral_r,
    coalesce(l.kind, '') <> coalesce(r.kind, '') as other_kind,
    least(l.level, r.level) = 'district' and greatest(l.level, r.level) = 'village' as above,
    l.of_place or r.of_place as of_place,
    l.declared_kim_id is not null
        and l.declared_kim_id in (r.declared_kim_id, pr.own_kim_id)
        or coalesce(r.declared_kim_id = pl.own_kim_id, false) as declared,
    case
        when l.core_key = r.core_key and least(l.rarity, r.rarity) >= getvariable('rare_bits') then 1
        when l.core_key = r.core_key then 2
        when l.token_key = r.token_key then 3
        when least(length(l.core_key), length(r.core_key)) >= 4
            and abs(length(l.core_key) - length(r.core_key)) <= 2
            and damerau_levenshtein(l.core_key, r.core_key)
                <= case when least(length(l.core_key), length(r.core_key)) >= 12 then 2 else 1 end
            then 4
        when list_has_all(l.tokens, r.tokens) or list_has_all(r.tokens, l.tokens) then 5
        when jaro_winkler_similarity(l.core_key, r.core_key) >= 0.85 then 6
        else 7
    end as name,
    case
        when l.province_code <> r.province_code or l.regency_code <> r.regency_code
            or l.district_code <> r.district_code or l.village_code <> r.village_code then 5
        when l.village_code = r.village_code then 1
        when l.district_code = r.district_code then 2
        when l.regency_code = r.regency_code then 3
        else 4
    end as place,
    case
        when pl.phone is null or pr.phone is null then 4
        when pl.phone <> pr.phone then 3
        when pl.phone_shared then 2
        else 1
    end as phone,
    case
        when pl.email is null or pr.email is null then 4
        when pl.email <> pr.email then 3
        when pl.email_shared then 2
        else 1
    end as email,
    case
        when pl.leader_key is null or pr.leader_key is null then 4
        when pl.leader_key = pr.leader_key then 1
        when jaro_winkler_similarity(pl.leader_key, pr.leader_key) >= 0.92 then 2
        else 3
    end as leader,
    case
        when l.decree_key is null or r.decree_key is null then 4
        when l.decree_key <> r.decree_key then 3
        when pl.decree_shared then 2
        else 1
    end as decree,
    case
        when l.decree_on is null or r.decree_on is null then 3
        when l.decree_on <> r.decree_on then 2
        else 1
    end as decree_day,
    case
        when l.founded_on is null or r.founded_on is null then 4
        when year(l.founded_on) <> year(r.founded_on) then 3
        when l.founded_precision = 'day' and r.founded_precision = 'day' and l.founded_on <> r.founded_on then 3
        when l.founded_precision = 'day' and r.founded_precision = 'day' then 1
        else 2
    end as founded,
    case
        when l.site_key is null or r.site_key is null or pl.site_shared or pr.site_shared then 3
        when l.site_key <> r.site_key then 2
        else 1
    end as site,
    case
        when l.site_number is null or r.site_number is null then 3
        when l.site_number <> r.site_number then 2
        else 1
    end as site_number,
    case
        when pl.channels is null or pr.channels is null then 3
        when list_has_any(pl.channels, pr.channels) then 1
        else 2
    end as channel,
    case
        when l.domain_label is null or r.domain_label is null then 3
        when l.domain_label <> r.domain_label then 2
        else 1
    end as label,
    case
        when l.member_count is null or r.member_count is null then 3
        when l.member_count <> r.member_count then 2
        else 1
    end as members
from paired;

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
    from levelled
    -- Within one file only what looks like the same row twice is worth a question.
    where (not one_file or agrees or name <= 4)
        and (numeral_l = numeral_r or numeral_l = '' or numeral_r = '')
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
    record_id_l,
    record_id_r,
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
