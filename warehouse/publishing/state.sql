-- What tells one state of the register from another, and the moment of the last thing that shaped it.
with moments as (
    select max(received_at) as moment from intake.submission
    union all
    select max("at") from matching.applied
)
select
    (select max(moment) from moments) as data_time,
    (select coalesce(bit_xor(md5_number(k::varchar)), 0)::varchar from registry.kim as k) as register_digest,
    (
        select coalesce(bit_xor(md5_number(b::varchar)), 0)::varchar
        from (
            select baseline_id, province_code, baseline_count::varchar as value from reference.baseline
            union all
            select baseline_id, counted_on::varchar, total::varchar from reference.baseline_source
            union all
            select round_id, baseline_id, tolerance_pct::varchar || '/' || tolerance_abs::varchar || '/' || closes_on::varchar
            from reference.round
            union all
            select province_code, baseline_province_code, null from reference.province_crosswalk
        ) as b
    ) as reference_digest;
