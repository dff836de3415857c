-- Each baseline province and the nation against the round's baseline, for the page of a run.
select province_code, province_name, baseline_count, registered_count, difference, outstanding, surplus, status
from mart.reconciliation
where baseline_id = (select baseline_id from reference.round where round_id = $round_id)
order by province_code
