BEGIN;

-- Running upgrade ae1027a6acf -> 27c6a30d7c24

ALTER TABLE customer ADD COLUMN full_name VARCHAR(200);

UPDATE customer SET full_name = upper(name);

ALTER TABLE customer ALTER COLUMN full_name SET NOT NULL;

ALTER TABLE booking ADD COLUMN customer_name VARCHAR(100);

UPDATE booking AS b SET customer_name = c.name FROM customer AS c WHERE c.id = b.customer_id;

UPDATE alembic_version SET version_num='27c6a30d7c24' WHERE alembic_version.version_num = 'ae1027a6acf';

COMMIT;
