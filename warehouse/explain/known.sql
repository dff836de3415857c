-- Whether an id was ever given: in the register, in its history, or among the members of the partition.
select $kim_id in (select kim_id from registry.kim)
    or $kim_id in (select kim_id from registry.kim_history)
    or $kim_id in (select kim_id from matching.node where kim_id is not null) as known;
