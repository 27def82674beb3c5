ALTER TABLE "pages" DROP CONSTRAINT "documents_owner_id_members_id_fk";
--> statement-breakpoint
ALTER TABLE "pages" ADD CONSTRAINT "pages_owner_id_members_id_fk" FOREIGN KEY ("owner_id") REFERENCES "public"."members"("id") ON DELETE cascade ON UPDATE cascade;--> statement-breakpoint
ALTER TABLE "pages" ADD CONSTRAINT "pages_title_owner_unique" UNIQUE NULLS NOT DISTINCT("title","owner_id");
