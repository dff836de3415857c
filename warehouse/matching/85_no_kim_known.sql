-- Selects the rows that say their place has no community where the register knew one by then: what it knew, by row. A
-- row speaks of the deepest place that it gives, so one whose village was not found says nothing of the district.
-- reads: intake.no_kim, intake.submission, registry.kim
-- writes: nothing
-- takes: nothing
-- runs: if an office reported a place without a community

with said as (
    select no_kim.*, submission.received_at,
        case no_kim.level
            when 'village' then village_code when 'district' then district_code when 'regency' then no_kim.regency_code
        end as code
    from intake.no_kim
    join intake.submission using (submission_id)
    where intake.is_live(submission.status)
)
select said.submission_id, said.sheet, said.row_number,
    string_agg(kim.name || ' (' || kim.kim_id || ')', ', ' order by kim.kim_id) as known
from said
join registry.kim
    on kim.first_seen_at <= said.received_at and kim.status in ('aktif', 'tidak_aktif')
    and said.code = case said.level
        when 'village' then kim.village_code when 'district' then kim.district_code else kim.regency_code
    end
where said.code is not null
group by said.submission_id, said.sheet, said.row_number
order by said.submission_id, said.sheet, said.row_number;
