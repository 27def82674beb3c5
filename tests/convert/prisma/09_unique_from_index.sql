-- AlterTable
ALTER TABLE "Category" ADD COLUMN     "code" CHAR(4) NOT NULL DEFAULT 'NONE';

-- AlterTable
ALTER TABLE "User" ALTER COLUMN "createdAt" DROP DEFAULT,
ALTER COLUMN "createdAt" SET DATA TYPE TIMESTAMPTZ(3) USING "createdAt" AT TIME ZONE 'UTC';

-- CreateIndex
CREATE INDEX "Category_code_name_idx" ON "Category"("code" ASC, "name" DESC);
