-- The comparison levels as types, in the order of their file: a level is less than another where it stands before it.
-- What each weighs, and which speak for one community.
-- reads: comparison_level
-- writes: agreeing_levels, bits, bits_of(), channel_level, decree_day_level, decree_level, email_level, evidence_of(),
--   founded_level, label_level, leader_level, members_level, name_level, phone_level, place_level, site_level,
--   site_number_level
-- takes: nothing
-- runs: for each resolve

create or replace temp type name_level as enum (
    select level from comparison_level where comparison = 'name' order by number
);
create or replace temp type place_level as enum (
    select level from comparison_level where comparison = 'place' order by number
);
create or replace temp type phone_level as enum (
    select level from comparison_level where comparison = 'phone' order by number
);
create or replace temp type email_level as enum (
    select level from comparison_level where comparison = 'email' order by number
);
create or replace temp type leader_level as enum (
    select level from comparison_level where comparison = 'leader' order by number
);
create or replace temp type decree_level as enum (
    select level from comparison_level where comparison = 'decree' order by number
);
create or replace temp type decree_day_level as enum (
    select level from comparison_level where comparison = 'decree_day' order by number
);
create or replace temp type founded_level as enum (
    select level from comparison_level where comparison = 'founded' order by number
);
create or replace temp type site_level as enum (
    select level from comparison_level where comparison = 'site' order by number
);
create or replace temp type site_number_level as enum (
    select level from comparison_level where comparison = 'site_number' order by number
);
create or replace temp type channel_level as enum (
    select level from comparison_level where comparison = 'channel' order by number
);
create or replace temp type label_level as enum (
    select level from comparison_level where comparison = 'label' order by number
);
create or replace temp type members_level as enum (
    select level from comparison_level where comparison = 'members' order by number
);

-- What each level weighs, in the order of the levels.
set variable bits = (
    select {
        'name': list(bits order by number) filter (where comparison = 'name'),
        'place': list(bits order by number) filter (where comparison = 'place'),
        'phone': list(bits order by number) filter (where comparison = 'phone'),
        'email': list(bits order by number) filter (where comparison = 'email'),
        'leader': list(bits order by number) filter (where comparison = 'leader'),
        'decree': list(bits order by number) filter (where comparison = 'decree'),
        'decree_day': list(bits order by number) filter (where comparison = 'decree_day'),
        'founded': list(bits order by number) filter (where comparison = 'founded'),
        'site': list(bits order by number) filter (where comparison = 'site'),
        'site_number': list(bits order by number) filter (where comparison = 'site_number'),
        'channel': list(bits order by number) filter (where comparison = 'channel'),
        'label': list(bits order by number) filter (where comparison = 'label'),
        'members': list(bits order by number) filter (where comparison = 'members')
    }
    from comparison_level
);

-- The levels that speak for one community, as `comparison.level`.
set variable agreeing_levels = (
    select list(comparison || '.' || level) from comparison_level where stance = 'agrees'
);

create or replace temp macro bits_of(comparison, level) as
    struct_extract(getvariable('bits'), comparison)[enum_code(level) + 1];

create or replace temp macro evidence_of(comparison, level) as
    [level::varchar, bits_of(comparison, level)::varchar];
