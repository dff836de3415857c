-- Each pair's probability of being one community, and the evidence: the levels and what each weighs.
-- reads: bits_of(), evidence_of(), judged
-- writes: scored
-- takes: prior_bits, review_threshold

create or replace temp table scored as
with weighed as (
    select
        *,
        getvariable('prior_bits')
        + bits_of('name', name) + bits_of('place', place) + bits_of('phone', phone) + bits_of('email', email)
        + bits_of('leader', leader) + bits_of('decree', decree) + bits_of('decree_day', decree_day)
        + bits_of('founded', founded) + bits_of('site', site) + bits_of('site_number', site_number)
        + bits_of('channel', channel) + bits_of('label', label) + bits_of('members', members) as bits
    from judged
),
likely as (
    select
        *,
        round(1 / (1 + pow(2.0, -greatest(least(bits, 40), -40))), 6) as model_probability
    from weighed
)
select
    case
        when place = 'contradicts' then model_probability
        when agrees then greatest(model_probability, 0.995)
        when declared then greatest(model_probability, 0.99)
        else model_probability
    end as probability,
    json_object(
        'name', evidence_of('name', name),
        'place', evidence_of('place', place),
        'phone', evidence_of('phone', phone),
        'email', evidence_of('email', email),
        'leader', evidence_of('leader', leader),
        'decree', evidence_of('decree', decree),
        'decree_day', evidence_of('decree_day', decree_day),
        'founded', evidence_of('founded', founded),
        'site', evidence_of('site', site),
        'site_number', evidence_of('site_number', site_number),
        'channel', evidence_of('channel', channel),
        'label', evidence_of('label', label),
        'members', evidence_of('members', members)
    ) as evidence,
    ordinal_l,
    ordinal_r,
    case when agrees then 'exact' when declared then 'declared' else 'model' end as step,
    held_back
from likely
where agrees or declared or (
    model_probability >= getvariable('review_threshold')
    -- Rows of one file whose names merely resemble each other, and nothing else speaks for it, are no question.
    and not (one_file and not identified and name > 'same_words'::name_level)
);
