-- The register as it was known at a moment: the state of each kim whose validity spans it.
create macro registry.kim_as_of(t) as table
select * exclude (valid_from, valid_to)
from registry.kim_history
where valid_from <= t and (valid_to is null or valid_to > t);
