-- What was applied to this file and from which sources, so that preparing an unchanged warehouse costs nothing.
create schema meta;

create table meta.migration (number integer not null, name varchar not null, sha256 varchar not null);
create table meta.source (name varchar not null, sha256 varchar not null);
