-- The comparison vector of each pair, personal fields left out. Left out is also what cannot become an edge, whatever
-- the personal fields say.
-- reads: bits_of(), paired
-- writes: levelled
-- takes: least_public_bits, prior_bits, rare_bits

create or replace temp table levelled as
with compared as (
    select
        ordinal_l,
        ordinal_r,
        submission_id_l = submission_id_r as one_file,
        coalesce(name_key_l = name_key_r and place_key_l = place_key_r and level_l = level_r, false) as agrees,
        numeral_l,
        numeral_r,
        kind_l <> kind_r as other_kind,
        least(level_l, level_r) = 'district' and greatest(level_l, level_r) = 'village' as above,
        of_place_l or of_place_r as of_place,
        coalesce(declared_kim_id_l in (declared_kim_id_r, own_kim_id_r), false) as left_names_right,
        coalesce(declared_kim_id_r in (declared_kim_id_l, own_kim_id_l), false) as right_names_left,
        entitled_l,
        entitled_r,
        case
            when core_key_l = core_key_r and least(rarity_l, rarity_r) >= getvariable('rare_bits')
                then 'same_rare'::name_level
            when core_key_l = core_key_r then 'same_common'::name_level
            when token_key_l = token_key_r then 'same_words'::name_level
            when least(length(core_key_l), length(core_key_r)) >= 4
                and abs(length(core_key_l) - length(core_key_r)) <= 2
                and damerau_levenshtein(core_key_l, core_key_r)
                    <= case when least(length(core_key_l), length(core_key_r)) >= 12 then 2 else 1 end
                then 'close'::name_level
            when list_has_all(tokens_l, tokens_r) or list_has_all(tokens_r, tokens_l) then 'contains'::name_level
            when jaro_winkler_similarity(core_key_l, core_key_r) >= 0.85 then 'similar'::name_level
            else 'other'::name_level
        end as name,
        case
            when province_code_l <> province_code_r or regency_code_l <> regency_code_r
                or district_code_l <> district_code_r or village_code_l <> village_code_r
                then 'contradicts'::place_level
            when village_code_l = village_code_r then 'village'::place_level
            when district_code_l = district_code_r then 'district'::place_level
            when regency_code_l = regency_code_r then 'regency'::place_level
            else 'province'::place_level
        end as place,
        case
            when decree_key_l is null or decree_key_r is null then 'missing'::decree_level
            when decree_key_l <> decree_key_r then 'differs'::decree_level
            when decree_shared_l then 'shared'::decree_level
            else 'same'::decree_level
        end as decree,
        case
            when decree_on_l is null or decree_on_r is null then 'missing'::decree_day_level
            when decree_on_l <> decree_on_r then 'differs'::decree_day_level
            else 'same'::decree_day_level
        end as decree_day,
        case
            when founded_on_l is null or founded_on_r is null then 'missing'::founded_level
            when year(founded_on_l) <> year(founded_on_r) then 'differs'::founded_level
            when founded_precision_l = 'day' and founded_precision_r = 'day' and founded_on_l <> founded_on_r
                then 'differs'::founded_level
            when founded_precision_l = 'day' and founded_precision_r = 'day' then 'same_day'::founded_level
            else 'compatible'::founded_level
        end as founded,
        case
            when site_key_l is null or site_key_r is null then 'missing'::site_level
            when site_key_l <> site_key_r then 'differs'::site_level
            else 'same'::site_level
        end as site,
        case
            when site_number_l is null or site_number_r is null then 'missing'::site_number_level
            when site_number_l <> site_number_r then 'differs'::site_number_level
            else 'same'::site_number_level
        end as site_number,
        case
            when channels_l is null or channels_r is null then 'missing'::channel_level
            when list_has_any(channels_l, channels_r) then 'same'::channel_level
            else 'differs'::channel_level
        end as channel,
        case
            when domain_label_l is null or domain_label_r is null then 'missing'::label_level
            when domain_label_l <> domain_label_r then 'differs'::label_level
            else 'same'::label_level
        end as label,
        case
            when member_count_l is null or member_count_r is null then 'missing'::members_level
            when member_count_l <> member_count_r then 'differs'::members_level
            else 'same'::members_level
        end as members
    from paired
),
weighed as (
    select
        * exclude (left_names_right, right_names_left, entitled_l, entitled_r),
        left_names_right or right_names_left as declared,
        (left_names_right and not entitled_l) or (right_names_left and not entitled_r) as other_office,
        getvariable('prior_bits')
        + bits_of('name', name) + bits_of('place', place) + bits_of('decree', decree)
        + bits_of('decree_day', decree_day) + bits_of('founded', founded) + bits_of('site', site)
        + bits_of('site_number', site_number) + bits_of('channel', channel) + bits_of('label', label)
        + bits_of('members', members) as public_bits
    from compared
    -- Within one file only what looks like the same row twice is worth a question.
    where (not one_file or agrees or name <= 'close'::name_level)
        and (numeral_l = numeral_r or numeral_l = '' or numeral_r = '')
)
select * exclude (public_bits)
from weighed
where agrees or declared or public_bits >= getvariable('least_public_bits');
