BEGIN;
ALTER TABLE "accounts" ALTER COLUMN "sign_in_count" TYPE bigint;
ALTER TABLE "articles" ALTER COLUMN "score" TYPE numeric(12,2);
ALTER TABLE "articles" ALTER COLUMN "score" SET DEFAULT 1.0;
ALTER TABLE "accounts" ALTER COLUMN "email" TYPE text;
INSERT INTO "schema_migrations" ("version") VALUES ('20240107030405') RETURNING "version";
COMMIT;
