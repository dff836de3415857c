-- The rules that hold a pair back from being merged by itself, whatever it weighs: the first that holds.
-- `schemas/reference/matching/held_back.toml` has the reason and an example of each.
-- reads: compared
-- writes: judged
-- takes: nothing

create or replace temp view judged as
with supported as (
    select
        *,
        phone = 'same' or email = 'same' or decree = 'same' or site = 'same' or site_number = 'same'
        or channel = 'same' or (leader = 'same' and founded = 'same_day') as identified,
        numeral_l <> numeral_r as other_numeral
    from compared
)
select
    *,
    case
        when place = 'contradicts'
            then 'another_place'
        when not agrees and not one_file and other_numeral
            then 'numeral'
        when not agrees and (other_kind or (one_file and other_numeral))
            then 'kind'
        when one_file and not (
            agrees
            and phone <> 'differs' and email <> 'differs' and leader <> 'differs'
            and (place = 'village' or phone in ('same', 'shared') or email = 'same')
        )
            then 'one_file'
        when not agrees and other_office
            then 'other_office'
        -- The rules below do not apply where name, place and level agree, nor where one record gives the id of the
        -- other's community and shares a name or an identifier with it.
        when agrees or (declared and (name <= 'contains'::name_level or identified))
            then null
        when above and (of_place or name > 'close'::name_level or not identified)
            then 'level'
        when name = 'other'
            or (name = 'similar'
                and not (place = 'village' and phone = 'same' and (leader = 'same' or email = 'same')))
            then 'name'
        when place <> 'village' and not identified
            then 'place_open'
        when name in ('close', 'contains')
            and not (identified or leader in ('same', 'close') or founded = 'same_day'
                or (place = 'village' and of_place))
            then 'name_alone'
    end as held_back
from supported;
