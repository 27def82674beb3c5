SELECT pg_try_advisory_lock(2811350023434563215);
BEGIN;
CREATE TABLE "comments" ("id" bigserial primary key, "article_id" bigint NOT NULL, "body" text, "likes" integer DEFAULT 0 NOT NULL, "created_at" timestamp(6) NOT NULL, "updated_at" timestamp(6) NOT NULL, CONSTRAINT "fk_rails_3bf61a"
FOREIGN KEY ("article_id")
  REFERENCES "articles" ("id")
);
CREATE INDEX "index_comments_on_article_id" ON "comments" ("article_id");
INSERT INTO "schema_migrations" ("version") VALUES ('20240104030405') RETURNING "version";
COMMIT;
SELECT pg_advisory_unlock(2811350023434563215);
