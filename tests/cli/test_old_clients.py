"""Who still uses the old version: told by status, warned of by complete, and waited for."""

import json
import time

from workbench import *


def started(bench):
    bench.users()
    bench.file("01_name.json", UPPER_NAME)
    bench.done("start", "01_name.json")


def old_clients(bench):
    return json.loads(bench.done("status", "--json").out)["old_clients"]


def on(version):
    return f"SET search_path = {version}; BEGIN; SELECT count(*) FROM users"


def end(child):
    child.kill()
    child.wait()


def test_who_is_on_the_base_schema_is_an_old_client(bench):
    started(bench)
    assert "old clients: none seen yet" in bench.done("status").out
    assert old_clients(bench) == []
    session = bench.session(on("public"), application="web")
    assert "old clients: web as postgres, 1 session now" in bench.done("status").out
    [client] = old_clients(bench)
    assert (client["role"], client["application"], client["sessions"]) == ("postgres", "web", 1), client
    end(session)
    wait_until(lambda: old_clients(bench)[0]["sessions"] == 0, "it is gone")
    assert "web as postgres, last seen " in bench.done("status").out


def test_who_is_on_the_new_version_is_none(bench):
    started(bench)
    session = bench.session(on("public_01_name"), application="web")
    assert old_clients(bench) == []
    end(session)


def test_who_is_on_an_old_version_schema_is_one(bench):
    started(bench)
    bench.done("complete")
    bench.file("02_age.json", ADD_AGE)
    bench.done("start", "02_age.json")
    new = bench.session(on("public_02_age"), application="new")
    old = bench.session(on("public_01_name"), application="old")
    assert [client["application"] for client in old_clients(bench)] == ["old"]
    end(new)
    end(old)


def test_complete_warns_of_who_was_there_lately(bench):
    started(bench)
    session = bench.session(on("public"), application="web")
    assert len(old_clients(bench)) == 1
    end(session)
    told = bench.done("complete").err
    assert "warning: the old version is going, and it was in use: web as postgres" in told, told


def test_complete_warns_of_nobody_where_nobody_was(bench):
    started(bench)
    assert "warning" not in bench.done("complete").err


def test_complete_waits_until_they_are_gone(bench):
    started(bench)
    session = bench.session(on("public"), application="web")
    complete = bench.begin("complete", "--when-idle", "1s")
    time.sleep(2)
    assert complete.poll() is None
    assert json.loads(bench.done("status", "--json").out)["active"]["status"] == "started"
    end(session)
    result = bench.end(complete)
    assert result.code == 0, result
    assert "waiting until nobody has been seen on the old version for 1 s" in result.err, result
    assert "on the old version: web as postgres" in result.err, result


def test_a_rollback_need_not_wait_for_who_waits(bench):
    started(bench)
    session = bench.session(on("public"), application="web")
    complete = bench.begin("complete", "--when-idle", "10m")
    wait_until(lambda: bench.sql("SELECT count(*) FROM zdm.sightings") == "1", "somebody looks")
    end(session)
    bench.done("rollback")
    result = bench.end(complete)
    assert result.code == 5 and "01_name\" was rolled back" in result.err, result


def test_waiting_for_them_can_be_interrupted(bench):
    started(bench)
    complete = bench.begin("complete", "--when-idle", "10m")
    time.sleep(0.5)
    complete.terminate()
    assert bench.end(complete).code == 6
    bench.done("complete")


def test_who_may_not_write_the_state_sees_them_as_well(bench):
    started(bench)
    bench.sql("CREATE ROLE watcher LOGIN; GRANT USAGE ON SCHEMA zdm TO watcher; "
              "GRANT SELECT ON ALL TABLES IN SCHEMA zdm TO watcher")
    session = bench.session(on("public"), application="web")
    told = bench.done("status", "--role", "watcher").out
    assert "old clients: web as postgres, 1 session now" in told, told
    end(session)
    assert old_clients(bench) == []


def test_with_the_state_of_an_older_zdm_they_are_seen_all_the_same(bench):
    started(bench)
    bench.sql("DROP TABLE zdm.sightings")
    bench.sql("DELETE FROM zdm.version WHERE version > 3")
    session = bench.session(on("public"), application="web")
    told = bench.done("status").out
    assert "old clients: web as postgres, 1 session now" in told, told
    end(session)


def test_complete_does_not_warn_of_whom_it_has_waited_for(bench):
    started(bench)
    session = bench.session(on("public"), application="web")
    assert len(old_clients(bench)) == 1
    end(session)
    told = bench.done("complete", "--when-idle", "1s").err
    assert "warning" not in told, told
