-- psql -v schema=public -f sequences.sql
SELECT
  concat_ws(' ',
    'sequence', quote_ident(c.relname),
    'AS', format_type(s.seqtypid, NULL), 'START', s.seqstart, 'INCREMENT', s.seqincrement,
    'MINVALUE', s.seqmin, 'MAXVALUE', s.seqmax, 'CACHE', s.seqcache,
    CASE WHEN s.seqcycle THEN 'CYCLE' END,
    (SELECT concat(CASE d.deptype WHEN 'i' THEN 'identity of ' ELSE 'OWNED BY ' END,
                   o.oid::regclass, '.', quote_ident(a.attname))
     FROM pg_depend AS d
     JOIN pg_class AS o ON o.oid = d.refobjid
     JOIN pg_attribute AS a ON a.attrelid = o.oid AND a.attnum = d.refobjsubid
     WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid
       AND d.refclassid = 'pg_class'::regclass AND d.deptype IN ('a', 'i')))
FROM pg_sequence AS s
JOIN pg_class AS c ON c.oid = s.seqrelid
WHERE c.relnamespace = (SELECT n.oid FROM pg_namespace AS n WHERE n.nspname = :'schema')
ORDER BY 1
