"""Rights: what a role lacks is told at once, all of it, and before anything has changed."""

from workbench import *

INDEX_AND_COLUMN = ADD_AGE + [{"create_index": {"table": "users", "name": "users_email",
                                                "columns": [{"column": "email"}]}}]


def role(bench, *grants):
    """A role that may do nothing but this; %s stands for it."""
    name = f"role_{bench.database}"
    bench.sql(f"CREATE ROLE {name}")
    for grant in grants:
        bench.sql(grant.replace("%s", name))
    return name


def drop(bench, name):
    bench.sql(f"DROP OWNED BY {name}; DROP ROLE {name}")


def test_all_that_is_missing_is_told_at_once(bench):
    bench.users()
    bench.file("01_age.json", INDEX_AND_COLUMN)
    poor = role(bench, "REVOKE CREATE ON SCHEMA public FROM PUBLIC")
    before = bench.dump()
    bench.refused(1, "start", "01_age.json", "--role", poor, says=[
        "create schemas in database", "create or rename anything in schema \"public\"",
        "alter table \"public\".\"users\", which ", f"GRANT CREATE ON SCHEMA \"public\" TO \"{poor}\""])
    bench.unchanged(before)
    drop(bench, poor)


def test_a_table_that_the_migration_does_not_touch_may_be_anybodys(bench):
    bench.users()
    bench.sql("CREATE TABLE others (id int)")
    owner = role(bench, "ALTER TABLE users OWNER TO %s", "GRANT CREATE ON SCHEMA public TO %s",
                 f'GRANT CREATE ON DATABASE "{bench.database}" TO %s')
    bench.file("01_age.json", INDEX_AND_COLUMN)
    bench.done("start", "01_age.json", "--role", owner)
    bench.done("complete", "--role", owner)
    drop(bench, owner)


def test_a_foreign_key_to_somebody_elses_table_needs_the_right_to_refer_to_it(bench):
    bench.users()
    owner = role(bench, "GRANT CREATE ON SCHEMA public TO %s",
                 f'GRANT CREATE ON DATABASE "{bench.database}" TO %s')
    bench.file("01_visits.json", [{"create_table": {"name": "visits", "columns": [
        {"name": "who", "type": "int", "references": {"name": "visits_who", "table": "users",
                                                      "column": "id"}}]}}])
    bench.refused(1, "start", "01_visits.json", "--role", owner,
                  says=f"GRANT REFERENCES ON TABLE \"public\".\"users\" TO \"{owner}\"")
    bench.sql(f"GRANT REFERENCES ON users TO {owner}")
    bench.done("start", "01_visits.json", "--role", owner)
    bench.done("rollback", "--role", owner)
    drop(bench, owner)
