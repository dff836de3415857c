-- Forgets the partition, so that the events can be run again; the ids given are kept, and so is every record.
-- reads: nothing
-- writes: matching.applied, matching.capped_block, matching.edge, matching.feature, matching.held, matching.node,
--   matching.state, registry.alias, registry.kim, registry.kim_history, registry.kim_source, registry.membership,
--   registry.review_pair
-- takes: fingerprint
-- runs: for each resolve, if the rules have changed, a decision is gone, or a resolve was broken off

delete from matching.feature;
delete from matching.edge;
delete from matching.node;
delete from matching.applied;
delete from matching.held;
delete from matching.capped_block;
delete from registry.membership;
delete from registry.kim;
delete from registry.kim_history;
delete from registry.kim_source;
delete from registry.alias;
delete from registry.review_pair;
delete from matching.state;
insert into matching.state (fingerprint) values (getvariable('fingerprint'));
