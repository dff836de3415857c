-- The personal fields of the records with features, as they compare: in memory alone.
create or replace temp table contact as
select
    f.ordinal,
    nullif(lower(trim(c.leader_name)), '') as leader_name,
    nullif(regexp_replace(c.phone, '[^0-9]', '', 'g'), '') as phone,
    nullif(lower(trim(c.email)), '') as email
from private_contact as c
inner join matching.feature as f on f.record_id = c.record_id;
