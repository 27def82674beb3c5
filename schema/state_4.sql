-- Version 4 of zdm's state: who still uses the old version, and what the schema was after the last
-- migration. Runs on version 3, in the way that schema/state.sql tells.

CREATE TABLE :"state".sightings (
  migration_id bigint NOT NULL REFERENCES :"state".migrations (id) ON DELETE CASCADE,
  role text NOT NULL,
  application text NOT NULL,
  last_seen timestamptz NOT NULL DEFAULT pg_catalog.clock_timestamp(),
  PRIMARY KEY (migration_id, role, application)
);
COMMENT ON TABLE :"state".sightings IS
  'Whose sessions were seen on the old version while the migration was active, by whichever command '
  'of zdm looked.';
COMMENT ON COLUMN :"state".sightings.application IS 'The application_name of the sessions.';

CREATE TABLE :"state".definitions (
  schema_name text PRIMARY KEY,
  migration_id bigint NOT NULL REFERENCES :"state".migrations (id) ON DELETE CASCADE,
  server_version integer NOT NULL,
  definitions json NOT NULL,
  at timestamptz NOT NULL DEFAULT pg_catalog.clock_timestamp()
);
COMMENT ON TABLE :"state".definitions IS
  'What each managed schema was when its last migration was complete, to tell what others have '
  'changed since.';
COMMENT ON COLUMN :"state".definitions.server_version IS
  'The major release that printed the definitions: another one may print them differently.';
COMMENT ON COLUMN :"state".definitions.definitions IS
  'An object: the name of each thing in the schema, and how PostgreSQL prints its definition.';

INSERT INTO :"state".version (version, zdm) VALUES (4, :'zdm');
