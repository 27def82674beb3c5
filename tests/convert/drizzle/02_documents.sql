CREATE TABLE "documents" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "documents_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"workspace_id" integer NOT NULL,
	"owner_id" uuid,
	"title" text DEFAULT 'Untitled' NOT NULL,
	"body" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"words" integer DEFAULT 0,
	CONSTRAINT "words_not_negative" CHECK ("documents"."words" >= 0)
);
--> statement-breakpoint
ALTER TABLE "documents" ADD CONSTRAINT "documents_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "documents" ADD CONSTRAINT "documents_owner_id_members_id_fk" FOREIGN KEY ("owner_id") REFERENCES "public"."members"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "documents_title_idx" ON "documents" USING btree (lower("title"));--> statement-breakpoint
CREATE UNIQUE INDEX "documents_workspace_title" ON "documents" USING btree ("workspace_id","title" DESC NULLS LAST);
