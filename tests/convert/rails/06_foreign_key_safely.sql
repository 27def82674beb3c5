ALTER TABLE "comments" ADD "account_id" bigint;
CREATE INDEX CONCURRENTLY "index_comments_on_account_id" ON "comments" ("account_id");
ALTER TABLE "comments" ADD CONSTRAINT "fk_rails_9a8b7c"
FOREIGN KEY ("account_id")
  REFERENCES "accounts" ("id")
 ON DELETE SET NULL NOT VALID;
ALTER TABLE "comments" VALIDATE CONSTRAINT "fk_rails_9a8b7c";
