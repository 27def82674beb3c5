#pragma once

#include "sql/statement.hpp"

// Commands on constraints and indexes; see ALTER TABLE (sql-altertable), CREATE INDEX
// (sql-createindex, "Building Indexes Concurrently") and DROP INDEX in PostgreSQL's manual.
namespace zdm::ddl {

enum class Uniqueness { not_unique, unique };

// `rule` is the text behind the name: CHECK (…), FOREIGN KEY (…) REFERENCES …. NOT VALID is added
// here: existing rows are not looked at, new and changed ones are.
Statement add_check_not_valid(const QualifiedName& table, const Identifier& name, const Sql& rule);
Statement add_foreign_key_not_valid(const QualifiedName& table, const Identifier& name,
                                    const Sql& rule, const QualifiedName& referenced);
// On a table that nobody can see yet: brief.
Statement add_foreign_key(const QualifiedName& table, const Identifier& name, const Sql& rule,
                          const QualifiedName& referenced);
// A constraint, and the table that has it.
struct OwnedConstraint {
  QualifiedName table;
  Identifier name;
};
// PostgreSQL fires the triggers by which a foreign key acts in the order of their names, which end
// in a number and are compared as text: "…_a_100001" comes before "…_a_99999". Where those of `key`
// would come before those of `first`, gives them names behind theirs. See "Overview of Trigger
// Behavior" (trigger-definition) in PostgreSQL's manual. The lock, on the referenced table, is only
// taken there.
Statement let_act_after(const OwnedConstraint& key, const OwnedConstraint& first,
                        const QualifiedName& referenced);
// Builds the index. Bounded.
Statement add_exclusion(const QualifiedName& table, const Identifier& name, const Sql& rule);
// CHECKs are proven in one scan of the table, however many they are; a foreign key by a join.
Statement validate_constraints(const QualifiedName& table, const std::vector<Identifier>& names);
// `kind` is UNIQUE or PRIMARY KEY. The index gets the constraint's name. Brief: the index is there
// (and, for a primary key, its columns are NOT NULL).
Statement add_constraint_using_index(const QualifiedName& table, const Identifier& name,
                                     const Sql& kind, const Identifier& index, const Sql& options);
// On a partitioned table, each of whose partitions has the same constraint: brief, since theirs are
// taken as they are. `rule`: PRIMARY KEY (…) or UNIQUE (…).
Statement add_key_over_partitions(const QualifiedName& table, const Identifier& name,
                                  const Sql& rule);
// The same for a foreign key: nothing is looked at again. Locks the referenced table in ACCESS
// EXCLUSIVE mode, since the partition's triggers there give way to the table's.
Statement add_foreign_key_over_partitions(const QualifiedName& table, const Identifier& name,
                                          const Sql& rule, const QualifiedName& referenced);
// Of any kind but a foreign key.
Statement drop_constraint(const QualifiedName& table, const Identifier& name);
// The referenced table loses the triggers by which the key acts.
Statement drop_foreign_key(const QualifiedName& table, const Identifier& name,
                           const QualifiedName& referenced);
Statement rename_constraint(const QualifiedName& table, const Identifier& from,
                            const Identifier& to);
Statement comment_on_constraint(const QualifiedName& table, const Identifier& name,
                                const std::string& comment);

// `body` is the text behind ON table: USING btree (…) INCLUDE (…) WITH (…) WHERE (…).
Statement create_index(const QualifiedName& table, const Identifier& name, Uniqueness uniqueness,
                       const Sql& body);
Statement create_index_concurrently(const QualifiedName& table, const Identifier& name,
                                    Uniqueness uniqueness, const Sql& body);
// On a partitioned table: an index that is not valid until each partition has one attached to it
// ("Table Partitioning", ddl-partitioning).
Statement create_index_on_only(const QualifiedName& table, const Identifier& name,
                               Uniqueness uniqueness, const Sql& body);
// Locks the partition's index, which its queries meet.
Statement attach_index(const QualifiedName& index, const QualifiedName& partition_index,
                       const QualifiedName& partition);
// With those of the partitions; PostgreSQL drops no partitioned index concurrently.
Statement drop_index(const QualifiedName& index, const QualifiedName& table);
Statement drop_index_concurrently(const QualifiedName& index, const QualifiedName& table);
Statement rename_index(const QualifiedName& index, const Identifier& to);
// The name that a column has inside the index, as \d shows it. The lock is on the index,
// and whoever plans a query on its table waits for it.
Statement rename_index_column(const QualifiedName& index, const QualifiedName& table,
                              const Identifier& from, const Identifier& to);
// Of the index's column of that number, from 1; an expression.
Statement set_index_statistics(const QualifiedName& index, int column, int target);
Statement comment_on_index(const QualifiedName& index, const std::string& comment);

}  // namespace zdm::ddl
