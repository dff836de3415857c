-- The comparison vector of each pair, personal fields left out. Left out is also what cannot become an edge, whatever
-- the personal fields say.
-- reads: paired
-- writes: levelled
-- takes: bits_channel, bits_decree, bits_decree_day, bits_founded, bits_label, bits_members, bits_name, bits_place,
--   bits_site, bits_site_number, least_public_bits, prior_bits, rare_bits

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
        declared_kim_id_l is not null
            and declared_kim_id_l in (declared_kim_id_r, own_kim_id_r)
            or coalesce(declared_kim_id_r = own_kim_id_l, false) as declared,
        case
            when core_key_l = core_key_r and least(rarity_l, rarity_r) >= getvariable('rare_bits') then 1
            when core_key_l = core_key_r then 2
            when token_key_l = token_key_r then 3
            when least(length(core_key_l), length(core_key_r)) >= 4
                and abs(length(core_key_l) - length(core_key_r)) <= 2
                and damerau_levenshtein(core_key_l, core_key_r)
                    <= case when least(length(core_key_l), length(core_key_r)) >= 12 then 2 else 1 end
                then 4
            when list_has_all(tokens_l, tokens_r) or list_has_all(tokens_r, tokens_l) then 5
            when jaro_winkler_similarity(core_key_l, core_key_r) >= 0.85 then 6
            else 7
        end as name,
        case
            when province_code_l <> province_code_r or regency_code_l <> regency_code_r
                or district_code_l <> district_code_r or village_code_l <> village_code_r then 5
            when village_code_l = village_code_r then 1
            when district_code_l = district_code_r then 2
            when regency_code_l = regency_code_r then 3
            else 4
        end as place,
        case
            when decree_key_l is null or decree_key_r is null then 4
            when decree_key_l <> decree_key_r then 3
            when decree_shared_l then 2
            else 1
        end as decree,
        case
            when decree_on_l is null or decree_on_r is null then 3
            when decree_on_l <> decree_on_r then 2
            else 1
        end as decree_day,
        case
            when founded_on_l is null or founded_on_r is null then 4
            when year(founded_on_l) <> year(founded_on_r) then 3
            when founded_precision_l = 'day' and founded_precision_r = 'day' and founded_on_l <> founded_on_r then 3
            when founded_precision_l = 'day' and founded_precision_r = 'day' then 1
            else 2
        end as founded,
        case
            when site_key_l is null or site_key_r is null then 3
            when site_key_l <> site_key_r then 2
            else 1
        end as site,
        case
            when site_number_l is null or site_number_r is null then 3
            when site_number_l <> site_number_r then 2
            else 1
        end as site_number,
        case
            when channels_l is null or channels_r is null then 3
            when list_has_any(channels_l, channels_r) then 1
            else 2
        end as channel,
        case
            when domain_label_l is null or domain_label_r is null then 3
            when domain_label_l <> domain_label_r then 2
            else 1
        end as label,
        case
            when member_count_l is null or member_count_r is null then 3
            when member_count_l <> member_count_r then 2
            else 1
        end as members
    from paired
),
weighed as (
    select
        *,
        getvariable('prior_bits')
        + getvariable('bits_name')[name] + getvariable('bits_place')[place] + getvariable('bits_decree')[decree]
        + getvariable('bits_decree_day')[decree_day] + getvariable('bits_founded')[founded]
        + getvariable('bits_site')[site] + getvariable('bits_site_number')[site_number]
        + getvariable('bits_channel')[channel] + getvariable('bits_label')[label]
        + getvariable('bits_members')[members] as public_bits
    from compared
    -- Within one file only what looks like the same row twice is worth a question.
    where (not one_file or agrees or name <= 4)
        and (numeral_l = numeral_r or numeral_l = '' or numeral_r = '')
)
select * exclude (public_bits)
from weighed
where agrees or declared or public_bits >= getvariable('least_public_bits');
