-- The personal fields of the records with features, as they compare (in memory alone), and every value that may tell
-- who a community is.
-- reads: dirty, intake.submission, matching.feature, matching.given_id, number_of(), private_contact
-- writes: clue, contact, dirty, every_clue, inside, shared_clue
-- takes: first_new, most_names
-- runs: if a record is dirty or a file moved, as all steps to 33

create or replace temp table contact as
select
    f.ordinal,
    c.leader_name,
    nullif(regexp_replace(c.phone, '[^0-9]', '', 'g'), '') as phone,
    nullif(lower(trim(c.email)), '') as email
from private_contact as c
inner join matching.feature as f on f.record_id = c.record_id;

-- Every value that may tell who a community is.
create or replace temp view every_clue as
select ordinal, 'phone' as field, phone as clue_key from contact where phone is not null
union all
select ordinal, 'email', email from contact where email is not null
union all
select ordinal, 'decree', concat_ws('|', province_code, regency_code, decree_key)
from matching.feature where decree_key is not null
union all
select ordinal, 'site', site_key from matching.feature where site_key is not null
union all
select ordinal, 'site_number', site_number from matching.feature where site_number is not null
union all
select ordinal, 'channel', unnest(channel_keys) from matching.feature
union all
select ordinal, 'declared', declared_kim_id from matching.feature where declared_kim_id is not null
union all
select f.ordinal, 'declared', g.kim_id
from matching.given_id as g
inner join matching.feature as f on f.record_id = g.record_id
where g.kim_id in (select declared_kim_id from matching.feature);

-- A number stands for each value from here on.
create or replace temp table clue as
select ordinal, field, number_of(field, clue_key) as clue
from every_clue;

-- The records that count: those of files that stand. A file that was taken out must leave no trace in what others mean.
create or replace temp table inside as
select f.ordinal
from matching.feature as f
inner join intake.submission as s on s.submission_id = f.submission_id
where intake.is_live(s.status);

-- A value that communities of many names give is an office's, and tells nothing. Where one has just become that, every
-- record that gives it is dirty: its pairs are scored anew.
create or replace temp table shared_clue as
with frequent as (
    select clue
    from clue
    where field <> 'declared'
    group by clue
    having count(*) > getvariable('most_names')
)
select
    c.clue,
    count(distinct f.skeleton) filter (where f.ordinal < getvariable('first_new')) <= getvariable('most_names')
        as grew_over
from clue as c
semi join frequent as q on q.clue = c.clue
semi join inside as i on i.ordinal = c.ordinal
inner join matching.feature as f on f.ordinal = c.ordinal
group by c.clue
having count(distinct f.skeleton) > getvariable('most_names');

insert into dirty by name
select distinct c.ordinal
from clue as c
semi join shared_clue as s on s.clue = c.clue and s.grew_over
anti join dirty as d on d.ordinal = c.ordinal;
