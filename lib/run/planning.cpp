#include "run/planning.hpp"

#include "core/error.hpp"
#include "pg/catalog_reader.hpp"
#include "planner/planner.hpp"

namespace zdm::run {
namespace {

constexpr int kMostRounds = 5;

// An answer can lead to the next question.
Facts ask(pg::Session& session, const Options& options, const Migration& migration,
          const Catalog& catalog) {
  Facts facts = pg::answer(session, {}, options.schema, options.search_path);
  for (int round = 0; round < kMostRounds; ++round) {
    const Questions asked = questions(migration, catalog, facts);
    if (asked.types.empty() && asked.expressions.empty()) break;
    Facts answers = pg::answer(session, asked, options.schema, options.search_path);
    facts.types.merge(answers.types);
    facts.expressions.merge(answers.expressions);
  }
  return facts;
}

}  // namespace

PlanResult make_plan(pg::Session& session, const Options& options,
                     const std::optional<Identifier>& live_version_schema,
                     const Migration& migration) {
  const Catalog catalog = pg::read_catalog(session, options.schema, live_version_schema);
  const Facts facts = ask(session, options, migration, catalog);
  Planned planned = plan(migration, catalog, facts,
                         {.state_schema = options.state_schema,
                          .live_version_schema = live_version_schema,
                          .search_path = options.search_path});
  return {.plan = std::move(planned.plan), .findings = std::move(planned.findings)};
}

}  // namespace zdm::run
