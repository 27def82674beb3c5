#pragma once

#include <cstddef>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "convert/change.hpp"
#include "convert/statement_text.hpp"
#include "lint/script.hpp"

namespace zdm::convert {

// What is known from the statements before.
struct Context {
  std::string schema;             // that is migrated: names in it lose their qualifier
  std::set<std::string> taken{};  // names of relations and constraints that the script makes
  std::map<std::string, std::vector<std::string>> keys{};  // the primary keys of its tables
  std::map<std::string, std::string> renamed{};            // tables, from their old name
  std::set<std::string> made{};                            // tables and other objects
  std::set<std::string> told{};                            // what needs no second note
  std::vector<Note> notes{};
};

// Thrown within the reading of a statement: no operation does what it does.
struct NoOperation {
  std::string why;
};

// One statement while it is read.
class Reading {
 public:
  Reading(const lint::ParsedStatement& statement, Context& context)
      : statement_(statement), text_(statement.text), context_(context) {}

  const lint::SyntaxNode& node() const { return statement_.node; }
  const StatementText& text() const { return text_; }
  const std::string& sql() const { return statement_.text; }
  Context& context() const { return context_; }

  // The bare name; throws NoOperation for one of another schema.
  std::string name_of(const lint::TableName& name) const;
  std::string name_of(const lint::SyntaxNode& range_var) const {
    return name_of(range_var.table());
  }

  // A name as PostgreSQL chooses it where there is none: users_email_key.
  std::string choose_name(const std::string& table, const std::vector<std::string>& columns,
                          const std::string& label) const;
  void take_name(const std::string& name) const { context_.taken.insert(name); }

  Change change(Kind kind, Json fields, std::size_t token = 0) const;
  Note at(std::size_t token, Severity severity, std::string code, std::string message,
          std::string hint = {}) const;
  void note(Severity severity, std::string code, std::string message, std::string hint = {},
            std::size_t token = 0) const;

 private:
  const lint::ParsedStatement& statement_;
  StatementText text_;
  Context& context_;
};

// ------------------------------------------------------------------ parts of statements

// A constraint as a table constraint of the DSL; without a name if it has none yet.
struct ReadConstraint {
  Json fields = Json::object();
  Touches touches{};
  std::vector<std::string> columns{};  // all that it is about, those in its expressions included
  bool proven = true;
};

// `column` is the one that it stands at, or empty; `attributes` are the DEFERRABLE … behind it.
ReadConstraint read_constraint(const Reading& reading, const lint::SyntaxNode& node,
                               const std::string& table, const std::string& column,
                               const std::vector<lint::SyntaxNode>& attributes = {});
// Names those that have none, as PostgreSQL does: checks first, then keys, then foreign keys.
void name_constraints(const Reading& reading, const std::string& table,
                      std::vector<ReadConstraint>& constraints);

struct ReadColumn {
  Json fields = Json::object();  // without constraints
  Touches touches{};
  std::vector<ReadConstraint> constraints{};
};

ReadColumn read_column(const Reading& reading, const lint::SyntaxNode& node,
                       const std::string& table);
// As it is written; noted among what is read.
std::string read_type(const Reading& reading, const lint::SyntaxNode& type_name,
                      std::size_t end_offset, Touches& touches);
// {"user_specified_values", "sequence_options"} of GENERATED … AS IDENTITY.
Json read_identity(const Reading& reading, const lint::SyntaxNode& constraint, Span span,
                   const std::string& table, const std::string& column);
std::string collation_text(const std::vector<std::string>& names);  // as the DSL spells it

// Puts a constraint where it reads best: at the column where it can stand there.
// False: it can stand at no column.
bool put_at_column(Json& column, const std::string& table, const Json& constraint);
void put_into_table(Json& create_table, const Json& constraint);

// ------------------------------------------------------------------ statements

using Changes = std::vector<Change>;

Changes read_create_table(const Reading& reading);
Changes read_create_index(const Reading& reading);
Changes read_alter_table(const Reading& reading);
Changes read_rename(const Reading& reading);
Changes read_drop(const Reading& reading);
Changes read_comment(const Reading& reading);
Changes read_update(const Reading& reading);
Changes read_sequence(const Reading& reading);
// Any other: a sql operation, with its way back where that is known.
Change read_raw(const Reading& reading);
// SQL that takes the statement back, and does no harm where there is nothing to take back; empty
// where nobody can know it.
std::string way_back(const Reading& reading);

// Is the statement only about how a script is run, or the bookkeeping of the tool that wrote it?
bool is_about_running(const Reading& reading);
// The statements of DO blocks that only forgive what is there already; of any other, none.
std::vector<lint::ParsedStatement> forgiven_statements(const lint::ParsedStatement& statement);

// All that a statement does; nothing, if it is only about how it is run. Never throws.
Changes read_statement(const lint::ParsedStatement& statement, Context& context);

}  // namespace zdm::convert
