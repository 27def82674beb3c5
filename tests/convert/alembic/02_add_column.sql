BEGIN;

-- Running upgrade 1975ea83b712 -> ae1027a6acf

ALTER TABLE booking ADD COLUMN guests INTEGER DEFAULT '1' NOT NULL;

ALTER TABLE customer ADD COLUMN phone VARCHAR(30);

ALTER TABLE customer ADD CONSTRAINT uq_customer_phone UNIQUE (phone);

UPDATE alembic_version SET version_num='ae1027a6acf' WHERE alembic_version.version_num = '1975ea83b712';

COMMIT;
