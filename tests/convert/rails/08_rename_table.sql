BEGIN;
ALTER TABLE "comments" RENAME TO "replies";
ALTER TABLE "public"."comments_id_seq" RENAME TO "replies_id_seq";
ALTER INDEX "comments_pkey" RENAME TO "replies_pkey";
ALTER INDEX "index_comments_on_article_id" RENAME TO "index_replies_on_article_id";
ALTER TABLE "articles" RENAME COLUMN "score" TO "rating";
INSERT INTO "schema_migrations" ("version") VALUES ('20240110030405') RETURNING "version";
COMMIT;
