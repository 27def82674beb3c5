#include "sql/partition_ddl.hpp"

namespace zdm::ddl {

// A constraint goes by the name of its index.
Statement rename_indexes_of_later_partitions(const QualifiedName& table) {
  return {.sql = sql(R"(DO $zdm$
DECLARE
  part record;
  own text;
BEGIN
  -- on partitions that came while the migration was active
  FOR part IN
    SELECT n.nspname, c.relname
    FROM pg_catalog.pg_partition_tree({}::pg_catalog.regclass) AS t
    JOIN pg_catalog.pg_index AS i ON i.indrelid = t.relid
    JOIN pg_catalog.pg_class AS c ON c.oid = i.indexrelid
    JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
    WHERE t.level > 0 AND c.relname ~ '_zdm_new[0-9]*_'
  LOOP
    own := pg_catalog.regexp_replace(part.relname, '_zdm_new[0-9]*_', '', 'g');
    FOR i IN 1..1000 LOOP
      EXIT WHEN pg_catalog.to_regclass(pg_catalog.format('%I.%I', part.nspname, own)) IS NULL;
      own := pg_catalog.regexp_replace(part.relname, '_zdm_new[0-9]*_', '', 'g') || i;
    END LOOP;
    EXECUTE pg_catalog.format('ALTER INDEX %I.%I RENAME TO %I', part.nspname, part.relname, own);
  END LOOP;
END
$zdm$)",
                     Literal{table.quoted()}),
          .lock = LockMode::share_update_exclusive,
          .cost = Cost::brief,
          .table = table};
}

}  // namespace zdm::ddl
