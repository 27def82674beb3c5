-- Version 3 of zdm's state: several migrations run as one span.
-- Runs on version 2, in the way that schema/state.sql tells.

-- Each migration has its row; the first of a span has what all of them share: plan, journal,
-- backfill. Their statuses and their version schema are always the same.
ALTER TABLE :"state".migrations
  ADD COLUMN span_id bigint REFERENCES :"state".migrations (id) ON DELETE CASCADE,
  ALTER COLUMN plan DROP NOT NULL,
  ADD CONSTRAINT plan_of_span CHECK ((plan IS NULL) = (span_id IS NOT NULL));
COMMENT ON COLUMN :"state".migrations.span_id IS
  'The first migration of the span that it was started in. NULL: it is the first, or ran alone.';

DROP INDEX :"state".one_active_migration;
CREATE UNIQUE INDEX one_active_migration ON :"state".migrations (schema_name)
  WHERE span_id IS NULL AND status IN ('starting', 'started', 'completing', 'rolling_back');

INSERT INTO :"state".version (version, zdm) VALUES (3, :'zdm');
