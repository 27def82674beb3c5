ALTER TABLE "documents" RENAME TO "pages";--> statement-breakpoint
ALTER TABLE "pages" RENAME COLUMN "words" TO "word_count";--> statement-breakpoint
ALTER TABLE "pages" ALTER COLUMN "word_count" SET NOT NULL;
