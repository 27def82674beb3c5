-- V3__badges_are_unique_in_upper_case.sql
-- flyway:executeInTransaction=false
set lock_timeout = '2s';
create unique index concurrently employee_department_badge on employee (department_id, badge);
alter table employee add constraint employee_badge_in_department unique using index employee_department_badge;
alter table employee add constraint employee_hired_sane check (hired > date '1970-01-01') not valid;
alter table employee validate constraint employee_hired_sane;
reset lock_timeout;
