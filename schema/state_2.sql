-- Version 2 of zdm's state: a running backfill is steered and watched from other terminals.
-- Runs on version 1, in the way that schema/state.sql tells.

CREATE TABLE :"state".backfill_settings (
  migration_id bigint PRIMARY KEY REFERENCES :"state".migrations (id) ON DELETE CASCADE,
  paused_at timestamptz,
  paused_by text,
  workers integer CHECK (workers >= 1),
  batch_time_ms bigint CHECK (batch_time_ms >= 1),
  batch_size bigint CHECK (batch_size >= 1),
  batch_delay_ms bigint CHECK (batch_delay_ms >= 0),
  max_replica_lag_ms bigint CHECK (max_replica_lag_ms >= 0),
  max_archive_lag_ms bigint CHECK (max_archive_lag_ms >= 0),
  max_lock_waiters integer CHECK (max_lock_waiters >= 0),
  changed_at timestamptz NOT NULL DEFAULT pg_catalog.clock_timestamp(),
  changed_by text NOT NULL DEFAULT session_user,
  CHECK ((paused_at IS NULL) = (paused_by IS NULL)),
  CHECK (batch_time_ms IS NULL OR batch_size IS NULL)
);
COMMENT ON TABLE :"state".backfill_settings IS
  'What zdm backfill has said of a migration''s backfill. NULL: as the options of start have it. It '
  'outlives the zdm that runs: a start that goes on after a crash obeys it, a pause too.';
COMMENT ON COLUMN :"state".backfill_settings.paused_at IS
  'Since when no batch begins, until zdm backfill resume. NULL: it goes on.';
COMMENT ON COLUMN :"state".backfill_settings.paused_by IS 'Who was logged in (session_user).';
COMMENT ON COLUMN :"state".backfill_settings.changed_by IS 'Of the last change, whichever it was.';

CREATE TABLE :"state".backfill_reports (
  migration_id bigint PRIMARY KEY REFERENCES :"state".migrations (id) ON DELETE CASCADE,
  step_id text NOT NULL,
  pid integer NOT NULL,
  at timestamptz NOT NULL DEFAULT pg_catalog.clock_timestamp(),
  rows_left bigint NOT NULL,
  rows_per_second double precision NOT NULL,
  ms_left bigint NOT NULL,
  pause text NOT NULL
);
COMMENT ON TABLE :"state".backfill_reports IS
  'What the zdm that fills a table has last said of itself, about once a second.';
COMMENT ON COLUMN :"state".backfill_reports.pid IS
  'Its session''s. The report is of now only while this session holds the schema''s advisory lock.';
COMMENT ON COLUMN :"state".backfill_reports.rows_left IS 'An estimate.';
COMMENT ON COLUMN :"state".backfill_reports.rows_per_second IS '0: not known yet.';
COMMENT ON COLUMN :"state".backfill_reports.ms_left IS '0: not known.';
COMMENT ON COLUMN :"state".backfill_reports.pause IS 'Why it does not write now; empty: it does.';

INSERT INTO :"state".version (version, zdm) VALUES (2, :'zdm');
