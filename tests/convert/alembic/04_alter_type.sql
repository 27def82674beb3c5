BEGIN;

-- Running upgrade 27c6a30d7c24 -> 3b9d1f

ALTER TABLE booking ALTER COLUMN room TYPE VARCHAR(10) USING room::varchar(10);

ALTER TABLE booking ALTER COLUMN notes TYPE VARCHAR(500) USING left(notes, 500);

UPDATE alembic_version SET version_num='3b9d1f' WHERE alembic_version.version_num = '27c6a30d7c24';

COMMIT;
