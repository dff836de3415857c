-- The dirty set: the records whose pairs are to be scored, which are the new ones and those first scored without their
-- contacts.
-- reads: matching.feature
-- writes: dirty, matching.feature
-- takes: contact_known, first_new

create or replace temp table dirty as
select ordinal
from matching.feature
where ordinal >= getvariable('first_new') or (getvariable('contact_known') and not contact_known);

update matching.feature set contact_known = true where getvariable('contact_known') and not contact_known;
