#pragma once

#include <string>

#include "sql/statement.hpp"

// Commands on sequences; see CREATE SEQUENCE (sql-createsequence) and ALTER SEQUENCE in
// PostgreSQL's manual.
namespace zdm::ddl {

// `options` as in CREATE SEQUENCE: START WITH 100; may be empty.
Statement create_sequence(const QualifiedName& sequence, const TypeName& type,
                          const std::string& options);
Statement drop_sequence(const QualifiedName& sequence);
Statement rename_sequence(const QualifiedName& sequence, const Identifier& to);

// From now on the sequence goes when the column goes.
Statement own_sequence(const QualifiedName& sequence, const QualifiedName& table,
                       const Identifier& column);

// `to` goes on where `from` is.
Statement take_over_sequence(const QualifiedName& to, const QualifiedName& from);

// `definition` is GENERATED … AS IDENTITY (…). The column has to be NOT NULL.
Statement add_identity(const QualifiedName& table, const Identifier& column, const Sql& definition);

}  // namespace zdm::ddl
