-- V7__types.sql
alter table sensor alter column id type bigint;
alter table department alter column name type varchar(80) using trim(name);
alter table audit alter column badge set data type varchar(40);
alter table sensor add column serial_number text not null default 'unknown', drop column spot;
alter table sensor alter column name set default 'sensor', alter column name drop not null;
alter table employee drop constraint employee_department_fk;
alter table employee add constraint employee_department_fk
    foreign key (department_id) references department (id) on delete restrict;
