-- V4__audit.sql
create table audit (
    at      timestamptz not null default now(),
    who     name        not null default current_user,
    badge   text        not null
);

create function note_employee() returns trigger language plpgsql as $$
begin
  insert into audit (badge) values (new.badge);
  return new;
end
$$;

create trigger employee_audit after update of salary on employee
  for each row execute function note_employee();

create view well_paid as select badge, salary from employee where salary > 1015;

grant select on department to app_reader;
comment on table audit is 'Who changed salaries';
