-- The records whose pairs are to be scored: the new ones, and those first scored without their contacts.
-- reads: matching.feature
-- writes: matching.feature, touched
-- takes: contact_known, first_new

create or replace temp table touched as
select ordinal
from matching.feature
where ordinal >= getvariable('first_new') or (getvariable('contact_known') and not contact_known);

update matching.feature set contact_known = true where getvariable('contact_known') and not contact_known;
