-- V2__employees_have_departments.sql
alter table employee add column department_id int;
update employee set department_id = (select min(id) from department);
alter table employee alter column department_id set not null;
alter table employee
    add constraint employee_department_fk foreign key (department_id) references department (id);
create index employee_department on employee (department_id);

alter table employee add grade smallint;
update employee set grade = 2 where salary >= 1010;
update employee set grade = 1 where grade is null;
alter table employee alter grade set not null, alter grade set default 1;
