-- V6__rooms.sql
create extension if not exists btree_gist;
create table reservation (
    room    int       not null,
    during  daterange not null,
    who     bigint    not null references employee (id) on delete cascade on update restrict
                      deferrable initially deferred,
    constraint reservation_alone exclude using gist (room with =, during with &&)
        where (not isempty(during)),
    constraint reservation_pk primary key (room, who)
);
alter table reservation replica identity full;
