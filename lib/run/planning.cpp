#include "run/planning.hpp"

#include "core/error.hpp"
#include "pg/catalog_reader.hpp"
#include "planner/planner.hpp"
#include "run/unseen.hpp"

namespace zdm::run {
namespace {

constexpr int kMostRounds = 5;  // an answer can lead to the next question, but not for ever

}  // namespace

Facts ask(pg::Session& session, const Identifier& schema,
          const std::vector<Identifier>& search_path, const Migration& migration,
          const Catalog& catalog) {
  Facts facts = pg::answer(session, {}, schema, search_path);
  for (int round = 0; round < kMostRounds; ++round) {
    const Questions asked = questions(migration, catalog, facts);
    if (asked.types.empty() && asked.expressions.empty()) break;
    Facts answers = pg::answer(session, asked, schema, search_path);
    facts.types.merge(answers.types);
    facts.expressions.merge(answers.expressions);
  }
  return facts;
}

PlanResult make_plan(pg::Session& session, const Options& options,
                     const std::optional<Identifier>& live_version_schema,
                     const Migration& migration) {
  const Catalog catalog = pg::read_catalog(session, options.schema, live_version_schema);
  const Facts facts = ask(session, options.schema, options.search_path, migration, catalog);
  Planned planned = plan(migration, catalog, facts,
                         {.state_schema = options.state_schema,
                          .live_version_schema = live_version_schema,
                          .search_path = options.search_path});
  for (Finding& finding : unseen(session, planned.plan)) {
    finding.place.file = migration.file;
    planned.findings.push_back(std::move(finding));
  }
  return {.plan = std::move(planned.plan), .findings = std::move(planned.findings)};
}

}  // namespace zdm::run
