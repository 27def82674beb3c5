--
-- PostgreSQL database dump
--

SET statement_timeout = 0;
SET client_encoding = 'UTF8';
SET standard_conforming_strings = on;
SELECT pg_catalog.set_config('search_path', '', false);
SET check_function_bodies = false;
SET client_min_messages = warning;
SET row_security = off;
SET default_tablespace = '';
SET default_table_access_method = heap;

CREATE TABLE public.album (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    title text NOT NULL,
    cover_id uuid
);

ALTER TABLE public.album OWNER TO app_owner;

CREATE TABLE public.photo (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    album_id uuid NOT NULL,
    taken timestamp without time zone,
    place point,
    "Exif" jsonb DEFAULT '{}'::jsonb NOT NULL
);

ALTER TABLE ONLY public.photo REPLICA IDENTITY FULL;

ALTER TABLE public.photo OWNER TO app_owner;

ALTER TABLE ONLY public.album
    ADD CONSTRAINT album_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.album
    ADD CONSTRAINT album_title_key UNIQUE (title);

ALTER TABLE ONLY public.photo
    ADD CONSTRAINT photo_pkey PRIMARY KEY (id);

CREATE INDEX photo_album ON public.photo USING btree (album_id);

CREATE INDEX photo_place ON public.photo USING gist (place);

ALTER TABLE ONLY public.album
    ADD CONSTRAINT album_cover_fk FOREIGN KEY (cover_id) REFERENCES public.photo(id) ON DELETE SET NULL DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.photo
    ADD CONSTRAINT photo_album_fk FOREIGN KEY (album_id) REFERENCES public.album(id) ON DELETE CASCADE;
