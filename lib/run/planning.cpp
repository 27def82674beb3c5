#include "run/planning.hpp"

#include <utility>

#include "pg/catalog_reader.hpp"
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

Basis basis_of(pg::Session& session, const Options& options,
               const std::optional<Identifier>& live_version_schema, const Migration& migration) {
  Catalog before = pg::read_catalog(session, options.schema, live_version_schema);
  Facts facts = ask(session, options.schema, options.search_path, migration, before);
  return {.before = std::move(before),
          .facts = std::move(facts),
          .situation = {.state_schema = options.state_schema,
                        .live_version_schema = live_version_schema,
                        .search_path = options.search_path}};
}

PlanResult make_plan(pg::Session& session, const Options& options,
                     const std::optional<Identifier>& live_version_schema,
                     const Migration& migration) {
  const Basis basis = basis_of(session, options, live_version_schema, migration);
  Planned planned = plan(migration, basis.before, basis.facts, basis.situation);
  for (Finding& finding : unseen(session, planned.plan)) {
    finding.place.file = migration.file;
    planned.findings.push_back(std::move(finding));
  }
  return {.plan = std::move(planned.plan), .findings = std::move(planned.findings)};
}

}  // namespace zdm::run
