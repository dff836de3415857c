-- Whether the records of a file with this status count: files that are held or were taken out do not.
create macro intake.is_live(status) as status in ('accepted', 'partly_accepted');
