-- Submissions of the round that were held back and wait for a person.
select submission_id, office_code, accepted_count from intake.submission
where round_id = $round_id and status = 'held'
order by sequence;
