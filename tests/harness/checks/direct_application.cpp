#include "harness/checks/check.hpp"
#include "migration/document.hpp"
#include "oracle/direct.hpp"

namespace zdm::harness {
namespace {

// The same migration in another database, by plain DDL. Told by what differs from run to run.
oracle::ColumnNames apply_directly(const Rehearsal& rehearsal, const Database& twin) {
  const Scenario& scenario = rehearsal.scenario();
  pg::Session session(pg::Target{twin.url("postgres"), {}, "harness"});
  session.query("SET session_replication_role = replica");
  session.query("SET ROLE " + twin.owner());
  std::string path = scenario.schema.quoted();
  for (const Identifier& schema : scenario.search_path) path += ", " + schema.quoted();
  session.query("SET search_path = " + path);
  // What hangs on the tables only for the sake of old clients.
  if (const auto old_version = rehearsal.old_version_schema())
    session.query("DROP SCHEMA " + old_version->quoted() + " CASCADE");
  oracle::Direct direct(session);
  std::vector<MigrationText> texts = scenario.earlier;
  texts.push_back(scenario.migration);
  for (const MigrationText& text : texts)
    direct.apply(*read_document(text.file(), text.text).value);
  return direct.drawn();
}

}  // namespace

// Nothing is lost, and nothing is there that nobody has asked for: started and completed, with no
// clients about, all that the catalogs say and all rows are as if somebody had locked the tables
// and applied the operations to them. Only the columns' order in the tables differs, since a second
// form stands last; the order that clients see does not.
void complete_equals_direct_application(Rehearsal& rehearsal) {
  const Database twin = rehearsal.twin();
  rehearsal.start();
  rehearsal.complete();
  const oracle::ColumnNames drawn = apply_directly(rehearsal, twin);

  const Identifier& schema = rehearsal.scenario().schema;
  pg::Session& ours = rehearsal.superuser();
  pg::Session theirs(pg::Target{twin.url("postgres"), {}, "harness"});
  if (rehearsal.scenario().definitions_change.empty())
    rehearsal.expect_equal("the definitions, against plain DDL", oracle::describe(theirs, schema),
                           oracle::describe(ours, schema));
  if (rehearsal.scenario().rows_change.empty())
    rehearsal.expect_equal("the rows, against plain DDL", oracle::rows(theirs, schema, drawn),
                           oracle::rows(ours, schema, drawn));
  // In a second migration's table, the order that clients see is not the table's any more.
  if (!rehearsal.old_version_schema())
    rehearsal.expect_equal("the order of columns that new clients see",
                           oracle::column_order(theirs, schema),
                           oracle::column_order(ours, rehearsal.new_version_schema()));
}

}  // namespace zdm::harness
