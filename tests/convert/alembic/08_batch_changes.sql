BEGIN;

-- Running upgrade 6e2a4c -> 7f3b5d

ALTER TABLE client ALTER COLUMN email SET NOT NULL;

ALTER TABLE client ALTER COLUMN is_active DROP DEFAULT;

ALTER TABLE client ALTER COLUMN name DROP NOT NULL;

COMMENT ON COLUMN client.email IS 'Checked by a message';

ALTER TABLE booking ADD CONSTRAINT ck_guests CHECK (guest_count BETWEEN 1 AND 20);

ALTER TABLE booking DROP CONSTRAINT uq_booking_room_starts;

CREATE UNIQUE INDEX ix_booking_room ON booking (room, starts, ends);

UPDATE alembic_version SET version_num='7f3b5d' WHERE alembic_version.version_num = '6e2a4c';

COMMIT;
