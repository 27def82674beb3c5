BEGIN;
ALTER TABLE "articles" ADD "status" character varying;
UPDATE articles SET status = CASE WHEN published THEN 'published' ELSE 'draft' END;
ALTER TABLE "articles" ALTER COLUMN "status" SET DEFAULT 'draft';
ALTER TABLE "articles" ALTER COLUMN "status" SET NOT NULL;
UPDATE "articles" SET "title" = 'Untitled' WHERE "title" IS NULL;
ALTER TABLE "articles" ALTER COLUMN "title" SET NOT NULL;
COMMIT;
