CREATE TABLE "labels" (
	"id" smallserial PRIMARY KEY NOT NULL,
	"text" varchar(20) NOT NULL
);
--> statement-breakpoint
CREATE TABLE "pages_to_labels" (
	"page_id" bigint NOT NULL,
	"label_id" smallint NOT NULL,
	CONSTRAINT "pages_to_labels_page_id_label_id_pk" PRIMARY KEY("page_id","label_id")
);
--> statement-breakpoint
ALTER TABLE "pages_to_labels" ADD CONSTRAINT "pages_to_labels_page_id_pages_id_fk" FOREIGN KEY ("page_id") REFERENCES "public"."pages"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "pages_to_labels" ADD CONSTRAINT "pages_to_labels_label_id_labels_id_fk" FOREIGN KEY ("label_id") REFERENCES "public"."labels"("id") ON DELETE no action ON UPDATE no action;
