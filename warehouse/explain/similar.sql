-- What somebody may have meant: ids with a slip or two, names that hold the words, provinces of nearly that name.
with typed as (
    select upper($typed::varchar) as id, lower($typed::varchar) as name
),
candidates as (
    select kim_id as code, kim.name, 0 as kind, damerau_levenshtein(kim_id, typed.id) as distance
    from registry.kim, typed
    where abs(length(kim_id) - length(typed.id)) <= 2 and damerau_levenshtein(kim_id, typed.id) <= 3
    union all
    select code, province.name, 1, damerau_levenshtein(lower(province.name), typed.name)
    from reference.province, typed
    where damerau_levenshtein(lower(province.name), typed.name) <= 2
    union all
    select kim_id, kim.name, 2, length(kim.name) - length(typed.name)
    from registry.kim, typed
    where length(typed.name) >= 4 and contains(lower(kim.name), typed.name)
)
select code, name
from candidates
order by kind, distance, code
limit 5;
