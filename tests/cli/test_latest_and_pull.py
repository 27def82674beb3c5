"""zdm latest: names for scripts and clients; zdm pull: files that the database has."""

import os
import subprocess
import urllib.parse

from workbench import *

AGE = [{"add_column": {"table": "users", "column": {"name": "age", "type": "int", "nullable": True}}}]
CITY = [{"add_column": {"table": "users", "column": {"name": "city", "type": "text", "nullable": True}}}]


def latest(bench, what, *options, **environment):
    return bench.done("latest", what, *options, **environment).out.strip()


def path_by(url, **environment):
    done = subprocess.run(["psql", "-XAtc", "SHOW search_path", url], capture_output=True, text=True,
                          env={**os.environ, **environment})
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


# ---------------------------------------------------------------- latest


def test_before_the_first_migration_clients_use_the_base_schema(bench):
    assert latest(bench, "schema") == "public"
    assert path_by(latest(bench, "url")) == '"public"'
    bench.refused(5, "latest", "migration", says="no migration has been started yet")
    assert bench.done("latest", "--json").json()["migration"] is None


def test_the_newest_version_is_the_one_that_was_published_last(bench):
    bench.users()
    bench.done("start", bench.file("01_age.json", AGE), "--complete")
    assert (latest(bench, "schema"), latest(bench, "migration")) == ("public_01_age", "01_age")
    bench.done("start", bench.file("02_city.json", CITY))
    assert (latest(bench, "schema"), latest(bench, "migration")) == ("public_02_city", "02_city")
    url = latest(bench, "url")
    assert path_by(url) == '"public_02_city","public"'
    assert bench.done("latest", "--json").json() == {
        "migration": "02_city", "schema": "public_02_city", "search_path": '"public_02_city", public', "url": url}
    bench.done("rollback")
    assert (latest(bench, "schema"), latest(bench, "migration")) == ("public_01_age", "01_age")


def test_a_client_goes_by_the_url_however_the_database_was_named(bench):
    bench.users()
    bench.done("start", bench.file('01_a b"c\\d.json', AGE))
    expected = '"public_01_a b""c\\d","public"'
    assert path_by(latest(bench, "url")) == expected
    parts = urllib.parse.urlsplit(bench.url())
    host = urllib.parse.parse_qs(parts.query)["host"][0]
    keywords = f"host='{host}' dbname={bench.database} user={parts.username} options='-c work_mem=5MB'"
    for key, value in urllib.parse.parse_qs(parts.query).items():
        if key == "port":
            keywords += f" port={value[0]}"
    url = latest(bench, "url", ZDM_POSTGRES_URL=keywords)
    assert path_by(url) == expected and "work_mem" in url
    variables = {"PGHOST": host, "PGDATABASE": bench.database, "PGUSER": parts.username}
    if "port=" in keywords:
        variables["PGPORT"] = keywords.rsplit("port=", 1)[1]
    url = latest(bench, "url", ZDM_POSTGRES_URL=None, DATABASE_URL=None, **variables)
    assert bench.database not in url and path_by(url, **variables) == expected


def test_no_password_is_in_the_url(bench):
    bench.file("01_age.json", AGE)
    for url in [f"{bench.url(password='secret%20word')}&sslpassword=hidden", "password='secret word' host=nowhere"]:
        shown = latest(bench, "url", "--local", ".", ZDM_POSTGRES_URL=url)
        assert "secret" not in shown and "hidden" not in shown and "01_age" in shown, shown
    bench.refused(2, "latest", "url", "--local", ".", says="invalid", ZDM_POSTGRES_URL="postgres://u:secret@h/d?nosuch=1")


def test_a_build_asks_its_own_folder(bench):
    bench.file("db/01_age.json", AGE)
    bench.file("db/02_city.yaml", "version_schema: places\noperations: []\n")
    nowhere = {"ZDM_POSTGRES_URL": "postgres://127.0.0.1:1/none"}
    assert latest(bench, "schema", "--local", "db", **nowhere) == "public_places"
    assert latest(bench, "migration", "--local", "db", **nowhere) == "02_city"
    assert latest(bench, "schema", "--local", "db", "--schema", "Shop", **nowhere) == "Shop_places"


def test_latest_refuses(bench):
    bench.refused(2, "latest", says="latest: give schema, migration or url, or --json")
    bench.refused(2, "latest", "schema", "--json", says="latest: give")
    bench.refused(2, "latest", "shema", says='latest: "shema" is not schema, migration or url; did you mean "schema"?')
    bench.refused(1, "latest", "schema", "--local", "nowhere", says="cannot read nowhere")
    (bench.folder / "empty").mkdir()
    bench.refused(2, "latest", "schema", "--local", "empty", says="there is no migration in empty")
    bench.file("bad/01_x.json", '{"operations": [{"add_colum": {}}]}')
    bench.refused(3, "latest", "schema", "--local", "bad", says="add_colum")


# ---------------------------------------------------------------- pull


def test_pull_writes_what_is_missing_byte_for_byte(bench):
    bench.users()
    age = '{\n\t/* with tabs */ "operations": [ ' + json.dumps(AGE[0]) + " ]}\n\n"
    city = "# a comment\noperations:\n  - " + json.dumps(CITY[0]) + "\n"
    bench.done("start", bench.file("01_age.json", age), "--complete")
    bench.done("start", bench.file("02_city.yml", city))
    written = bench.done("pull", "new/").out.splitlines()
    assert written == ["new/01_age.json", "new/02_city.yaml"]
    assert [(bench.folder / file).read_text() for file in written] == [age, city]
    assert bench.done("pull", "new").out == ""
    bench.done("rollback")
    assert bench.done("pull", "other", "--json").json() == {"written": ["other/01_age.json"], "findings": []}


def test_pull_leaves_files_as_they_are_and_tells_which_differ(bench):
    bench.users()
    bench.done("start", bench.file("01_age.json", AGE), "--complete")
    bench.file("db/01_age.yaml", "operations: []\n")
    result = bench.done("pull", "db")
    assert "is not the file that was applied" in result.err and result.out == ""
    assert bench.done("pull", "db", "--json").json()["findings"][0]["code"] == "edited-history"
    assert (bench.folder / "db/01_age.yaml").read_text() == "operations: []\n"


def test_pull_refuses(bench):
    bench.refused(2, "pull", says="DIR is missing")
    assert "no migration has run yet" in bench.done("pull", "db").err
    bench.users()
    bench.done("start", bench.file("01_age.json", AGE), "--complete")
    bench.file("taken", "a file")
    bench.refused(1, "pull", "taken", says="taken")
    bench.refused(1, "pull", "/proc/none", says='cannot write into the folder "/proc/none"')
    bench.refused(1, "pull", "", says='cannot write into the folder ""')
    bench.sql("UPDATE zdm.migrations SET name = '../01_age'")
    bench.refused(1, "pull", "db", says="is no file's name")
