--
-- PostgreSQL database dump
--

\restrict 4cVQZ2tK8gSmB1

-- Dumped from database version 15.8
-- Dumped by pg_dump version 15.8

SET statement_timeout = 0;
SET lock_timeout = 0;
SET idle_in_transaction_session_timeout = 0;
SET client_encoding = 'UTF8';
SET standard_conforming_strings = on;
SELECT pg_catalog.set_config('search_path', '', false);
SET check_function_bodies = false;
SET xmloption = content;
SET client_min_messages = warning;
SET row_security = off;

--
-- Name: format; Type: TYPE; Schema: public; Owner: app_owner
--

CREATE TYPE public.format AS ENUM (
    'paper',
    'audio'
);


ALTER TYPE public.format OWNER TO app_owner;

--
-- Name: pages_left(integer, integer); Type: FUNCTION; Schema: public; Owner: app_owner
--

CREATE FUNCTION public.pages_left(total integer, done integer DEFAULT 0) RETURNS integer
    LANGUAGE sql IMMUTABLE
    AS $$ SELECT total - done $$;


ALTER FUNCTION public.pages_left(total integer, done integer) OWNER TO app_owner;

SET default_tablespace = '';

SET default_table_access_method = heap;

--
-- Name: author; Type: TABLE; Schema: public; Owner: app_owner
--

CREATE TABLE public.author (
    id integer NOT NULL,
    name text NOT NULL,
    born date,
    CONSTRAINT author_name_check CHECK ((length(name) > 1))
);


ALTER TABLE public.author OWNER TO app_owner;

--
-- Name: TABLE author; Type: COMMENT; Schema: public; Owner: app_owner
--

COMMENT ON TABLE public.author IS 'People who write';


--
-- Name: author_id_seq; Type: SEQUENCE; Schema: public; Owner: app_owner
--

CREATE SEQUENCE public.author_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;


ALTER TABLE public.author_id_seq OWNER TO app_owner;

--
-- Name: author_id_seq; Type: SEQUENCE OWNED BY; Schema: public; Owner: app_owner
--

ALTER SEQUENCE public.author_id_seq OWNED BY public.author.id;


--
-- Name: book; Type: TABLE; Schema: public; Owner: app_owner
--

CREATE TABLE public.book (
    id bigint NOT NULL,
    author_id integer NOT NULL,
    title character varying(200) NOT NULL,
    format public.format DEFAULT 'paper'::public.format NOT NULL,
    pages integer,
    price numeric(8,2) DEFAULT 9.99,
    keywords text[] DEFAULT '{}'::text[] NOT NULL,
    title_upper text GENERATED ALWAYS AS (upper((title)::text)) STORED,
    CONSTRAINT book_check CHECK (((pages IS NULL) OR (price >= (0)::numeric)))
);


ALTER TABLE public.book OWNER TO app_owner;

--
-- Name: COLUMN book.keywords; Type: COMMENT; Schema: public; Owner: app_owner
--

COMMENT ON COLUMN public.book.keywords IS 'In lower case; the publisher''s';


--
-- Name: book_id_seq; Type: SEQUENCE; Schema: public; Owner: app_owner
--

ALTER TABLE public.book ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.book_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: loan; Type: TABLE; Schema: public; Owner: app_owner
--

CREATE TABLE public.loan (
    book_id bigint NOT NULL,
    reader text NOT NULL,
    since timestamp with time zone DEFAULT now() NOT NULL
);


ALTER TABLE public.loan OWNER TO app_owner;

--
-- Name: author id; Type: DEFAULT; Schema: public; Owner: app_owner
--

ALTER TABLE ONLY public.author ALTER COLUMN id SET DEFAULT nextval('public.author_id_seq'::regclass);


--
-- Name: author author_pkey; Type: CONSTRAINT; Schema: public; Owner: app_owner
--

ALTER TABLE ONLY public.author
    ADD CONSTRAINT author_pkey PRIMARY KEY (id);


--
-- Name: book book_pkey; Type: CONSTRAINT; Schema: public; Owner: app_owner
--

ALTER TABLE ONLY public.book
    ADD CONSTRAINT book_pkey PRIMARY KEY (id);


--
-- Name: loan loan_pkey; Type: CONSTRAINT; Schema: public; Owner: app_owner
--

ALTER TABLE ONLY public.loan
    ADD CONSTRAINT loan_pkey PRIMARY KEY (book_id, reader);


--
-- Name: book_author_id_title_idx; Type: INDEX; Schema: public; Owner: app_owner
--

CREATE INDEX book_author_id_title_idx ON public.book USING btree (author_id, lower((title)::text) DESC NULLS LAST) INCLUDE (price) WHERE (pages > 0);


--
-- Name: book_keywords_idx; Type: INDEX; Schema: public; Owner: app_owner
--

CREATE INDEX book_keywords_idx ON public.book USING gin (keywords);


--
-- Name: book book_author_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: app_owner
--

ALTER TABLE ONLY public.book
    ADD CONSTRAINT book_author_id_fkey FOREIGN KEY (author_id) REFERENCES public.author(id) ON DELETE CASCADE;


--
-- Name: loan loan_book_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: app_owner
--

ALTER TABLE ONLY public.loan
    ADD CONSTRAINT loan_book_id_fkey FOREIGN KEY (book_id) REFERENCES public.book(id);


--
-- PostgreSQL database dump complete
--

\unrestrict 4cVQZ2tK8gSmB1
