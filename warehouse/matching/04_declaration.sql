-- The records that name a community by its id, and whether their office may speak for it: whoever sent the record that the
-- id was given to, it is the place of that record that counts.
-- reads: intake.submission, matching.feature, matching.given_id
-- writes: declaration
-- takes: nothing
-- runs: for each resolve

create or replace temp view declaration as
select
    f.ordinal,
    g.record_id as given_to,
    registry.office_trust(s.office_code, s.office_source, false, o.province_code, o.regency_code) < 6 as entitled
from matching.feature as f
inner join matching.given_id as g on g.kim_id = f.declared_kim_id
inner join matching.feature as o on o.record_id = g.record_id
inner join intake.submission as s on s.submission_id = f.submission_id;
