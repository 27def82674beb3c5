-- V1__baseline.sql
create extension if not exists citext;

create table employee (
    id          bigserial primary key,
    badge       varchar(12)   not null unique,
    email       citext        not null,
    hired       date          not null default current_date,
    salary      numeric(12,2) check (salary > 0),
    manager_id  bigint        references employee,
    check (badge <> '')
);

create table department (
    id    int generated always as identity primary key,
    name  text not null,
    head  bigint references employee (id) on delete set null,
    constraint department_name_key unique (name)
);

create index on employee (manager_id);
create unique index employee_email on employee (lower(email::text));
