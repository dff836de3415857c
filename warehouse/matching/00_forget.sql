-- Forgets the partition, so that the events can be told again; the ids given are kept, and so is every record.
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
