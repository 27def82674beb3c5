ALTER TABLE "members" ADD COLUMN "email_lower" text;--> statement-breakpoint
UPDATE "members" SET "email_lower" = lower("email");--> statement-breakpoint
ALTER TABLE "members" ALTER COLUMN "email_lower" SET NOT NULL;--> statement-breakpoint
ALTER TABLE "members" ADD CONSTRAINT "members_email_lower_unique" UNIQUE("email_lower");--> statement-breakpoint
ALTER TABLE "members" ALTER COLUMN "nickname" SET DATA TYPE text;--> statement-breakpoint
ALTER TABLE "members" ALTER COLUMN "nickname" SET DEFAULT '';
