-- What told a submission's office, in the words of the contract. `path` was folder or file name; of a folder more is
-- believed, so until the next `kim rebuild` it is taken for the file's name.
alter table intake.submission rename office_basis to office_source;
update intake.submission
set office_source = case office_source when 'path' then 'file_name' when 'unknown' then null else office_source end;
