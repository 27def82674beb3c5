BEGIN;
ALTER TABLE "accounts" ADD "time_zone" character varying DEFAULT 'UTC' NOT NULL;
ALTER TABLE "accounts" ADD "last_seen_at" timestamp(6);
ALTER TABLE "articles" ADD "slug" character varying;
ALTER TABLE "articles" ADD "comments_count" integer DEFAULT 0;
CREATE UNIQUE INDEX "index_articles_on_account_id_and_slug" ON "articles" ("account_id", "slug") WHERE slug IS NOT NULL;
INSERT INTO "schema_migrations" ("version") VALUES ('20240105030405') RETURNING "version";
COMMIT;
