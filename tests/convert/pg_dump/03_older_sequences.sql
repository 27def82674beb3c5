--
-- PostgreSQL database dump
--

SET statement_timeout = 0;
SET client_encoding = 'UTF8';
SELECT pg_catalog.set_config('search_path', '', false);

CREATE TABLE public.device (
    id smallint NOT NULL,
    number bigint NOT NULL,
    label character(8) COLLATE pg_catalog."C" NOT NULL
);

CREATE SEQUENCE public.device_id_seq
    AS smallint
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;

ALTER SEQUENCE public.device_id_seq OWNED BY public.device.id;

ALTER TABLE ONLY public.device ALTER COLUMN id SET DEFAULT nextval('public.device_id_seq'::regclass);

ALTER TABLE ONLY public.device
    ADD CONSTRAINT device_pk PRIMARY KEY (id);

ALTER TABLE ONLY public.device
    ADD CONSTRAINT device_number_check CHECK ((number > 0)) NOT VALID;

ALTER TABLE ONLY public.device VALIDATE CONSTRAINT device_number_check;

CREATE UNIQUE INDEX device_number ON public.device USING btree (number) WITH (fillfactor='80');
