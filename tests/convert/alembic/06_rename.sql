BEGIN;

-- Running upgrade 4c0e2a -> 5d1f3b

ALTER TABLE booking RENAME guests TO guest_count;

ALTER TABLE customer RENAME TO client;

ALTER TABLE client RENAME CONSTRAINT uq_customer_phone TO uq_client_phone;

UPDATE alembic_version SET version_num='5d1f3b' WHERE alembic_version.version_num = '4c0e2a';

COMMIT;
