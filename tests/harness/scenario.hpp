#pragma once

#include <optional>
#include <string>
#include <vector>

#include "harness/case_file.hpp"
#include "run/lifecycle.hpp"

namespace zdm::harness {

// When in the life of the migration a section is acted.
enum class Moment { before_start, after_start, after_rollback, after_complete };

// Who acts: which search_path the session has, and as whom it is connected.
enum class Side { old_version, new_version, base_schema, given };

struct Client {
  Side side = Side::base_schema;
  std::string search_path;  // for Side::given, as SQL
  std::string role;         // one of the server's, see server.cpp; empty: the owner
  auto operator<=>(const Client&) const = default;
};

struct Act {
  Moment moment = Moment::after_start;
  Client client;
  std::size_t section = 0;
};

struct MigrationText {
  std::string name;
  std::string text;
  int line = 0;
  std::string extension = ".json";  // .yaml where it is YAML

  std::string file() const { return name + extension; }
};

// A case file, understood. See tests/cases/README.md for the headings.
struct Scenario {
  CaseFile file;
  std::string superuser_sql;  // what has to be there before the tables and takes a superuser
  std::string tables_sql;
  std::string tables_program;          // writes SQL that is run before tables_sql
  std::vector<MigrationText> before;   // started and completed before the case begins
  std::vector<MigrationText> earlier;  // of the span that the case is about; none: one migration
  MigrationText migration;             // the one that it is about, of a span the newest
  std::vector<Act> acts;               // in the order of the file

  // Does the file tell what comes of it? An example does not: it is only put through the checks.
  bool tells = true;

  // Sections whose text zdm or the server tells; none: not looked at.
  std::optional<std::size_t> plan;
  std::optional<std::size_t> findings;     // the migration is refused
  std::optional<std::size_t> start_fails;  // start ends with this message, and takes all back
  std::optional<std::size_t> tables_after;

  std::string owner = "app_owner";  // of the database, of its tables, and who runs zdm
  std::string definitions_change;   // why definitions differ from before, or from plain DDL's
  std::string rows_change;          // why start and rollback do not leave all rows as they were
  std::string inverse_differs;      // why the inverse does not run, or leaves other definitions
  Identifier schema{"public"};
  std::vector<Identifier> search_path;
  run::StartOptions start;
  int oldest_server = 0;  // major version
  int newest_server = 99;

  const Section& section(std::size_t index) const { return file.sections[index]; }
  bool is_refused() const { return findings.has_value(); }
};

// As it is for a server of this major version. Throws CaseFileError for a heading or an option that
// is not known, and for a missing migration.
Scenario understand(CaseFile file, int server = 15);

}  // namespace zdm::harness
