-- V8__cleanup.sql
drop view if exists well_paid;
drop trigger employee_audit on employee;
drop function note_employee();
drop table audit;
alter table employee drop constraint employee_hired_sane;
alter table employee rename column hired to hired_on;
alter table reservation rename to booking;
delete from department where name = 'nobody';
