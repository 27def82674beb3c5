-- psql -v schema=public -f tables.sql
SELECT c.relname
FROM pg_class AS c
WHERE c.relnamespace = (SELECT n.oid FROM pg_namespace AS n WHERE n.nspname = :'schema')
  AND c.relkind IN ('r', 'p')
  AND NOT c.relispartition
ORDER BY 1
