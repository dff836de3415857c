-- The submissions that are in the warehouse, as a release's manifest names them.
select
    submission_id, sha256, office_code, received_at, round_id, status, row_count, accepted_count, quarantined_count,
    ignored_count, rule_set_hash
from intake.submission
order by sequence;
