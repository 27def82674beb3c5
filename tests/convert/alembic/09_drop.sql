BEGIN;

-- Running upgrade 7f3b5d -> 8a4c6e

DROP INDEX ix_customer_name;

DROP TABLE booking_amenity;

DROP TABLE amenity;

ALTER TABLE booking DROP COLUMN customer_name;

ALTER TABLE client DROP COLUMN phone;

UPDATE alembic_version SET version_num='8a4c6e' WHERE alembic_version.version_num = '7f3b5d';

COMMIT;
