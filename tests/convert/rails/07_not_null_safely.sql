ALTER TABLE "articles" ADD CONSTRAINT "articles_body_null" CHECK (body IS NOT NULL) NOT VALID;
ALTER TABLE "articles" VALIDATE CONSTRAINT "articles_body_null";
ALTER TABLE "articles" ALTER COLUMN "body" SET NOT NULL;
ALTER TABLE "articles" DROP CONSTRAINT "articles_body_null";
