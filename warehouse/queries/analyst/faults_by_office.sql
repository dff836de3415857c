-- What each office gets wrong most often, so that it can be told.
select submission.office_code, finding.rule, finding.severity, any_value(finding.message_en) as for_example,
    count(*) as finding_count, count(distinct finding.submission_id) as file_count
from intake.finding
join intake.submission using (submission_id)
where finding.severity in ('error', 'warning')
group by all
order by finding_count desc, submission.office_code, finding.rule;
