BEGIN;

-- Running upgrade 3b9d1f -> 4c0e2a

CREATE TYPE bookingstate AS ENUM ('requested', 'confirmed', 'cancelled');

ALTER TABLE booking ADD COLUMN state bookingstate DEFAULT 'requested' NOT NULL;

CREATE INDEX ix_booking_state ON booking (state) WHERE state <> 'cancelled';

UPDATE alembic_version SET version_num='4c0e2a' WHERE alembic_version.version_num = '3b9d1f';

COMMIT;
