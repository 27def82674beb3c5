-- zdm's own state, version 1: what was migrated, what is under way, and how far it has come.
--
-- The schema is made beforehand (CREATE SCHEMA); zdm runs this file in one transaction. It runs in
-- psql as it is:  psql -1 -v state=zdm -v zdm=0.1.0 -f schema/state.sql
-- :"state" is the name of the state schema, :'zdm' the version of the program; zdm puts them in
-- as a quoted identifier and a string constant.
--
-- To change the state of databases that have it, write schema/state_4.sql, which changes version 3
-- into version 4 and adds its row to "version", and list it in lib/run/state_schema.cpp. A new state
-- is made by all of them, one after the other.

CREATE TABLE :"state".version (
  version integer PRIMARY KEY,
  zdm text NOT NULL,
  at timestamptz NOT NULL DEFAULT pg_catalog.clock_timestamp()
);
COMMENT ON TABLE :"state".version IS
  'The form of zdm''s state: a row for each upgrade; the greatest version is the one that is there.';
COMMENT ON COLUMN :"state".version.zdm IS 'The version of the program that made it so.';

INSERT INTO :"state".version (version, zdm) VALUES (1, :'zdm');

-- One row for each start of a migration. A migration that was rolled back and started again has two.
CREATE TABLE :"state".migrations (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  schema_name text NOT NULL,
  name text NOT NULL,
  description text NOT NULL,
  version_schema text NOT NULL,
  status text NOT NULL CHECK (status IN ('starting', 'started', 'completing', 'completed',
                                         'rolling_back', 'rolled_back')),
  checksum text NOT NULL,
  source text NOT NULL,
  -- Of type json, not jsonb: the text stays byte for byte what was planned.
  plan json NOT NULL,
  started_at timestamptz NOT NULL DEFAULT pg_catalog.clock_timestamp(),
  ended_at timestamptz,
  login_role text NOT NULL DEFAULT session_user,
  role text NOT NULL DEFAULT current_user,
  zdm text NOT NULL,
  CHECK ((ended_at IS NOT NULL) = (status IN ('completed', 'rolled_back')))
);
-- Two runs that were let in by mistake still could not both begin a migration.
CREATE UNIQUE INDEX one_active_migration ON :"state".migrations (schema_name)
  WHERE status IN ('starting', 'started', 'completing', 'rolling_back');

COMMENT ON TABLE :"state".migrations IS
  'The history of migrations, and the one that is active: at most one for each managed schema.';
COMMENT ON COLUMN :"state".migrations.schema_name IS 'The base schema that is migrated.';
COMMENT ON COLUMN :"state".migrations.name IS 'The name of the file, without its ending.';
COMMENT ON COLUMN :"state".migrations.version_schema IS
  'The schema of views that shows the tables as they are after the migration.';
COMMENT ON COLUMN :"state".migrations.status IS
  'starting -> started -> completing -> completed; starting|started -> rolling_back -> rolled_back.';
COMMENT ON COLUMN :"state".migrations.checksum IS
  'FNV-1a of the source: tells an edited file from the one that was started.';
COMMENT ON COLUMN :"state".migrations.source IS 'The text of the file as it was started.';
COMMENT ON COLUMN :"state".migrations.plan IS
  'The whole program. complete, rollback and a resumed start run this one, never a fresh one.';
COMMENT ON COLUMN :"state".migrations.ended_at IS 'When it was completed or rolled back.';
COMMENT ON COLUMN :"state".migrations.login_role IS 'Who was logged in (session_user).';
COMMENT ON COLUMN :"state".migrations.role IS 'As whom it ran (current_user), see --role.';
COMMENT ON COLUMN :"state".migrations.zdm IS 'The version of the program that started it.';

-- One row for each step of a plan that has run or begun, written in the transaction of the step.
CREATE TABLE :"state".journal (
  migration_id bigint NOT NULL REFERENCES :"state".migrations (id) ON DELETE CASCADE,
  step_id text NOT NULL,
  state text NOT NULL CHECK (state IN ('begun', 'done', 'undone')),
  at timestamptz NOT NULL DEFAULT pg_catalog.clock_timestamp(),
  plan json,
  PRIMARY KEY (migration_id, step_id)
);
COMMENT ON TABLE :"state".journal IS 'Which steps of a migration''s plan are done or undone.';
COMMENT ON COLUMN :"state".journal.state IS
  'begun: under way, for a step that cannot be one transaction; done; undone: taken back.';
COMMENT ON COLUMN :"state".journal.at IS 'When it came into this state.';
COMMENT ON COLUMN :"state".journal.plan IS
  'The steps that this step stands for, where they could be known only when it ran.';

-- How far a backfill has come: a table's pages, in segments that are filled side by side.
CREATE TABLE :"state".backfill (
  migration_id bigint NOT NULL REFERENCES :"state".migrations (id) ON DELETE CASCADE,
  step_id text NOT NULL,
  pass integer NOT NULL,
  segment integer NOT NULL,
  table_schema text NOT NULL,
  table_name text NOT NULL,
  first_page bigint NOT NULL,
  next_page bigint NOT NULL,
  end_page bigint NOT NULL,
  rows_written bigint NOT NULL DEFAULT 0,
  PRIMARY KEY (migration_id, step_id, pass, segment),
  CHECK (first_page <= next_page AND next_page <= end_page)
);
COMMENT ON TABLE :"state".backfill IS
  'How far each segment of a backfill has come, written in the transaction of each batch.';
COMMENT ON COLUMN :"state".backfill.pass IS
  'From 1. A pass over the whole table after the first is the exception.';
COMMENT ON COLUMN :"state".backfill.next_page IS
  'Pages from first_page to here are filled; at end_page the segment is.';
