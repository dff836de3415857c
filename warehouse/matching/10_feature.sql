-- What matching compares of each record of the submissions in `arriving`: a pure function of the record and of
-- committed tables. A place key is the code of the place at the record's own level; a place typed but not resolved has
-- none. `place_word`, `kind_first`, `kind_anywhere` and `token_rarity` come with the model.
insert into matching.feature
with arrived as (
    select
        r.*,
        v.name as village_name,
        d.name as district_name,
        g.name as regency_name,
        p.name as province_name
    from intake.record as r
    semi join arriving as a on a.submission_id = r.submission_id
    left join reference.village as v on v.code = r.village_code
    left join reference.district as d on d.code = r.district_code
    left join reference.regency as g on g.code = r.regency_code
    left join reference.province as p on p.code = r.province_code
),
worded as (
    select
        *,
        plain_words(name) as words,
        plain_words(village_name) as village_words
    from arrived
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
counted as (
    select coalesce(max(ordinal), 0) as last_ordinal
    from matching.feature
),
rare as (
    select
        s.record_id,
        sum(coalesce(t.bits, getvariable('unseen_bits'))) as rarity
    from (select record_id, unnest(list_distinct(core_tokens)) as token from stripped) as s
    left join token_rarity as t on t.token = s.token
    group by s.record_id
)
select
    c.last_ordinal + row_number() over (order by s.sequence, s.sheet, s.row_number) as ordinal,
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
    nullif(list_aggregate(
        list_sort(list_transform(s.core_tokens, lambda t: regexp_replace(t, '[aeiouhy]', '', 'g'))), 'string_agg', ''
    ), '') as skeleton,
    nullif(list_aggregate(
        list_sort(list_transform(s.numeral_tokens, lambda t: numeral_of(t))), 'string_agg', '+'
    ), '') as numeral,
    nullif(concat_ws('+',
        nullif(regexp_extract(s.whole, '^(' || getvariable('kind_first') || ')( |.{4})', 1), ''),
        nullif(regexp_extract(' ' || s.whole || ' ', ' (' || getvariable('kind_anywhere') || ') ', 1), '')
    ), '') as kind,
    list_contains(
        [s.village_words, plain_words(s.district_name), plain_words(s.regency_name), plain_words(s.province_name)],
        s.own_words
    ) as of_place,
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
cross join counted as c
order by ordinal;
