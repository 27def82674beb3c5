#pragma once

#include "lint/subject.hpp"

// One function for each file in rules/; the table of hazards (hazards.cpp) lists them. Each notes
// what it finds in one statement, or nothing.
namespace zdm::lint::rules {

void volatile_default(const Subject& subject, Report& report);
void add_identity(const Subject& subject, Report& report);
void add_generated(const Subject& subject, Report& report);
void add_constrained_domain(const Subject& subject, Report& report);
void not_null_no_default(const Subject& subject, Report& report);
void json_type(const Subject& subject, Report& report);
void type_rewrite(const Subject& subject, Report& report);
void type_recheck(const Subject& subject, Report& report);
void set_not_null(const Subject& subject, Report& report);
void drop_not_null(const Subject& subject, Report& report);
void check_validated(const Subject& subject, Report& report);
void fk_validated(const Subject& subject, Report& report);
void validate_same_transaction(const Subject& subject, Report& report);
void fk_partitioned(const Subject& subject, Report& report);
void drop_fk(const Subject& subject, Report& report);
void fk_no_index(const Subject& subject, Report& report);
void unique_inline(const Subject& subject, Report& report);
void pk_nullable(const Subject& subject, Report& report);
void unique_on_data(const Subject& subject, Report& report);
void exclude_add(const Subject& subject, Report& report);
void index_blocking(const Subject& subject, Report& report);
void drop_index(const Subject& subject, Report& report);
void reindex(const Subject& subject, Report& report);
void concurrently_in_transaction(const Subject& subject, Report& report);
void invalid_index(const Subject& subject, Report& report);
void index_partitioned(const Subject& subject, Report& report);
void rename(const Subject& subject, Report& report);
void rename_enum_value(const Subject& subject, Report& report);
void add_enum_value(const Subject& subject, Report& report);
void drop_column(const Subject& subject, Report& report);
void drop_table(const Subject& subject, Report& report);
void truncate(const Subject& subject, Report& report);
void drop_schema(const Subject& subject, Report& report);
void drop_database(const Subject& subject, Report& report);
void drop_sequence(const Subject& subject, Report& report);
void drop_owned(const Subject& subject, Report& report);
void cascade(const Subject& subject, Report& report);
void domain_constraint(const Subject& subject, Report& report);
void alter_viewed_column(const Subject& subject, Report& report);
void detach_partition(const Subject& subject, Report& report);
void attach_unchecked(const Subject& subject, Report& report);
void create_partition(const Subject& subject, Report& report);
void vacuum_full(const Subject& subject, Report& report);
void set_unlogged(const Subject& subject, Report& report);
void set_tablespace(const Subject& subject, Report& report);
void row_security(const Subject& subject, Report& report);
void replica_identity(const Subject& subject, Report& report);
void extension(const Subject& subject, Report& report);
void opaque_sql(const Subject& subject, Report& report);
void no_lock_timeout(const Subject& subject, Report& report);
void no_statement_budget(const Subject& subject, Report& report);
void work_after_strong_lock(const Subject& subject, Report& report);
void unbatched_update(const Subject& subject, Report& report);
void transaction_control(const Subject& subject, Report& report);
void not_idempotent(const Subject& subject, Report& report);
void trigger_plumbing(const Subject& subject, Report& report);
void char_type(const Subject& subject, Report& report);
void varchar_limit(const Subject& subject, Report& report);
void key_32_bit(const Subject& subject, Report& report);
void serial_type(const Subject& subject, Report& report);
void timestamp_without_zone(const Subject& subject, Report& report);
void long_identifier(const Subject& subject, Report& report);
void quoted_name(const Subject& subject, Report& report);

}  // namespace zdm::lint::rules
