-- What matching compares of each record of the arriving files that were received from `from_sequence` to `to_sequence`:
-- a pure function of the record and of committed tables. A place key is the code of the place at the record's own
-- level; a place typed but not resolved has none.
-- reads: arriving, intake.record, matching.feature, numeral_of(), plain_words(), reference.district,
--   reference.province, reference.regency, reference.village, token_rarity
-- writes: matching.feature
-- takes: contact_known, from_sequence, kind_anywhere, kind_first, place_word, to_sequence, unseen_bits
-- runs: for each slice of the arriving files

insert into matching.feature by name
with arrived as (
    select r.*
    from intake.record as r
    semi join arriving as a on a.submission_id = r.submission_id
    where r.sequence between getvariable('from_sequence') and getvariable('to_sequence')
),
ordered as (
    select
        record_id,
        (select coalesce(max(ordinal), 0) from matching.feature)
        + row_number() over (order by sequence, sheet, row_number) as ordinal
    from arrived
),
village_said as (
    select code, plain_words(name) as words
    from reference.village
    where code in (select village_code from arrived)
),
district_said as (
    select code, plain_words(name) as words
    from reference.district
    where code in (select district_code from arrived)
),
regency_said as (
    select code, plain_words(name) as words
    from reference.regency
    where code in (select regency_code from arrived)
),
province_said as (
    select code, plain_words(name) as words
    from reference.province
),
worded as (
    select
        r.*,
        o.ordinal,
        plain_words(r.name) as words,
        v.words as village_words,
        d.words as district_words,
        g.words as regency_words,
        p.words as province_words
    from arrived as r
    inner join ordered as o on o.record_id = r.record_id
    left join village_said as v on v.code = r.village_code
    left join district_said as d on d.code = r.district_code
    left join regency_said as g on g.code = r.regency_code
    left join province_said as p on p.code = r.province_code
),
unprefixed as (
    select
        *,
        regexp_replace(words, '^(kim|kig|kik|kikm|kkm) ', '') as said
    from worded
),
spelt_out as (
    select
        *,
        regexp_replace(
            regexp_replace(regexp_replace(said, '^kec ', 'kecamatan '), '^kab ', 'kabupaten '),
            '\bpkk([a-z])', 'pkk \1'
        ) as whole
    from unprefixed
),
localised as (
    -- "Anjasmoro Desa Tulungrejo" in Tulungrejo is Anjasmoro; "Desa Tulungrejo" is Tulungrejo
    select
        *,
        regexp_replace(
            case
                when village_words is not null and ends_with(whole, ' ' || village_words)
                    and regexp_matches(
                        left(whole, length(whole) - length(village_words) - 1),
                        '. (' || getvariable('place_word') || ')$'
                    )
                    then regexp_replace(
                        left(whole, length(whole) - length(village_words) - 1),
                        ' (' || getvariable('place_word') || ')$', ''
                    )
                when village_words is null
                    then regexp_replace(whole, '(.) (' || getvariable('place_word') || ') .+$', '\1')
                else whole
            end,
            '^(' || getvariable('place_word') || ') (.)', '\2'
        ) as own_words
    from spelt_out
),
split as (
    select
        *,
        string_split(own_words, ' ') as own_tokens
    from localised
),
numbered as (
    select
        *,
        list_filter(
            own_tokens,
            lambda t: numeral_of(t) is not null
                and not list_contains(string_split(coalesce(village_words, ''), ' '), t)
        ) as numeral_tokens
    from split
),
stripped as (
    select
        *,
        case
            when len(numeral_tokens) < len(own_tokens)
                then list_filter(own_tokens, lambda t: not list_contains(numeral_tokens, t))
            else own_tokens
        end as core_tokens
    from numbered
),
rare as (
    select
        s.record_id,
        round(sum(coalesce(t.bits, getvariable('unseen_bits'))), 6) as rarity
    from (select record_id, unnest(list_distinct(core_tokens)) as token from stripped) as s
    left join token_rarity as t on t.token = s.token
    group by s.record_id
)
select
    s.ordinal,
    s.record_id,
    s.submission_id,
    md5_number_lower(concat_ws('|', s.submission_id, s.sheet, s.row_number)) as anchor,
    s.level,
    s.province_code,
    s.regency_code,
    s.district_code,
    s.village_code,
    nullif(s.name_key, '') as name_key,
    case s.level
        when 'village' then s.village_code
        when 'district' then s.district_code
        when 'regency' then s.regency_code
        else s.province_code
    end as place_key,
    nullif(list_aggregate(s.core_tokens, 'string_agg', ''), '') as core_key,
    s.core_tokens as tokens,
    list_aggregate(list_sort(s.core_tokens), 'string_agg', ' ') as token_key,
    nullif(array_to_string(
        list_sort(string_split(translate(array_to_string(s.core_tokens, ' '), 'aeiouhy', ''), ' ')), ''
    ), '') as skeleton,
    nullif(list_aggregate(
        list_sort(list_transform(s.numeral_tokens, lambda t: numeral_of(t))), 'string_agg', '+'
    ), '') as numeral,
    nullif(concat_ws('+',
        nullif(regexp_extract(s.whole, '^(' || getvariable('kind_first') || ')( |.{4})', 1), ''),
        nullif(regexp_extract(' ' || s.whole || ' ', ' (' || getvariable('kind_anywhere') || ') ', 1), '')
    ), '') as kind,
    coalesce(s.own_words in (s.village_words, s.district_words, s.regency_words, s.province_words), false) as of_place,
    r.rarity,
    upper(regexp_replace(s.declared_kim_id, '[^A-Za-z0-9]', '', 'g')) as declared_kim_id,
    nullif(upper(regexp_replace(s.decree_number, '[^A-Za-z0-9]', '', 'g')), '') as decree_key,
    s.founded_on,
    s.founded_precision,
    s.decree_on,
    nullif(regexp_replace(lower(s.website), '^(https?://)?(www\.|m\.)?|/+$|\?m=1$|(blogspot)\.co\.id', '\3', 'g'), '')
        as site_key,
    s.site_number,
    s.domain_label,
    list_filter(
        list_transform(
            json_keys(s.channels), lambda k: lower(k || ':' || json_extract_string(s.channels, '$.' || k))
        ),
        lambda c: not contains(c, '*')
    ) as channel_keys,
    s.member_count,
    getvariable('contact_known') as contact_known
from stripped as s
inner join rare as r on r.record_id = s.record_id
order by s.ordinal;
