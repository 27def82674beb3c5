-- The last number that each sequence gave. Not part of a description: it goes with the rows.
-- psql -v schema=public -f positions.sql
SELECT concat_ws(' ', 'position', quote_ident(c.relname),
                 coalesce(pg_sequence_last_value(c.oid)::text, 'none'))
FROM pg_sequence AS s
JOIN pg_class AS c ON c.oid = s.seqrelid
WHERE c.relnamespace = (SELECT n.oid FROM pg_namespace AS n WHERE n.nspname = :'schema')
ORDER BY 1
