-- RenameColumn
ALTER TABLE "Post" RENAME COLUMN "viewCount" TO "views";

-- RenameForeignKey
ALTER TABLE "Post" RENAME CONSTRAINT "Post_author_fkey" TO "Post_authorId_fkey";

-- DropIndex
DROP INDEX "Post_authorId_published_idx";

-- CreateIndex
CREATE INDEX "Post_title_idx" ON "Post" USING HASH ("title");

-- CreateIndex
CREATE INDEX "Profile_meta_idx" ON "Profile" USING GIN ("meta" jsonb_path_ops);

-- CreateIndex
CREATE INDEX "Post_views_idx" ON "Post" USING BRIN ("views");
