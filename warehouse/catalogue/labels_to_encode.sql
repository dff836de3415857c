-- Labels asked for by arriving records that are not plain ASCII or claim to be encoded, and are not known yet.
with asked as (
    select distinct lower(trim(domain_label)) as label
    from arriving_record
    where domain_label is not null
)
select label
from asked
anti join intake.idna_label using (label)
where not regexp_full_match(label, '[ -~]*') or label[3:4] = '--'
order by label;
