ALTER TABLE "labels" DISABLE ROW LEVEL SECURITY;--> statement-breakpoint
DROP TABLE "pages_to_labels";--> statement-breakpoint
DROP TABLE "labels" CASCADE;--> statement-breakpoint
ALTER TABLE "members" ALTER COLUMN "nickname" DROP DEFAULT;--> statement-breakpoint
ALTER TABLE "members" DROP COLUMN "email_lower";--> statement-breakpoint
DROP INDEX "documents_title_idx";
