BEGIN;
ALTER TABLE "articles" DROP COLUMN "comments_count";
DROP INDEX "index_articles_on_tags";
ALTER TABLE "articles_accounts" DROP CONSTRAINT "fk_rails_000002";
ALTER TABLE "accounts" ALTER COLUMN "time_zone" DROP DEFAULT;
DROP TABLE "replies";
COMMIT;
