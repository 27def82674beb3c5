-- Row security, and what is published.
-- psql -v schema=public -f policies.sql
SELECT
  concat_ws(' ',
    'policy', quote_ident(p.policyname), 'on', quote_ident(p.tablename), p.permissive, p.cmd,
    'TO', array_to_string(p.roles, ','), 'USING ' || p.qual, 'WITH CHECK ' || p.with_check)
FROM pg_policies AS p
WHERE p.schemaname = :'schema'
UNION ALL
-- As JSON, since the columns and the filter are there from PostgreSQL 15 on.
SELECT
  concat_ws(' ',
    'publication', quote_ident(t.pubname), 'of', quote_ident(t.tablename),
    (SELECT string_agg(x, ',' ORDER BY x)
     FROM json_array_elements_text(to_json(t) -> 'attnames') AS x),
    to_json(t) ->> 'rowfilter')
FROM pg_publication_tables AS t
WHERE t.schemaname = :'schema'
ORDER BY 1
