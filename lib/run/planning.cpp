#include "run/planning.hpp"

#include <utility>

#include "pg/catalog_reader.hpp"
#include "run/unseen.hpp"

namespace zdm::run {
namespace {

constexpr int kMostRounds = 5;  // an answer can lead to the next question, but not for ever

}  // namespace

Planning::Planning(SchemaSession& session, const Options& options, Waiting waiting)
    : session_(session), options_(options), waiting_(waiting) {}

// Inside an open transaction nothing can be tried again but all of it, by whoever has opened it.
void Planning::read(const std::string& what, const std::function<void()>& work) {
  if (session_->in_transaction()) return work();
  with_lock_patience(
      waiting_, what, [&] { return who_blocks_readers(*session_, options_.schema); },
      [&](const auto&) { work(); });
}

Catalog Planning::catalog(const std::optional<Identifier>& live_version_schema) {
  Catalog catalog;
  read("read the definitions of the tables in schema " + options_.schema.quoted(), [&] {
    catalog = pg::read_catalog(*session_, options_.schema, live_version_schema,
                               lock_timeout(options_.lock, session_));
  });
  return catalog;
}

pg::Definitions Planning::definitions() {
  pg::Definitions definitions;
  read("read what is in schema " + options_.schema.quoted(), [&] {
    definitions =
        pg::read_definitions(*session_, options_.schema, lock_timeout(options_.lock, session_));
  });
  return definitions;
}

Facts Planning::facts(const Migration& migration, const Catalog& catalog) {
  const auto answer = [&](const Questions& asked) {
    Facts answers;
    read("ask about the expressions and types of the migration", [&] {
      answers = pg::answer(*session_, asked, options_.schema, options_.search_path,
                           lock_timeout(options_.lock, session_));
    });
    return answers;
  };
  Facts facts = answer({});
  for (int round = 0; round < kMostRounds; ++round) {
    const Questions asked = questions(migration, catalog, facts);
    if (asked.types.empty() && asked.expressions.empty()) break;
    Facts answers = answer(asked);
    facts.types.merge(answers.types);
    facts.expressions.merge(answers.expressions);
  }
  return facts;
}

Basis Planning::basis(const std::optional<Identifier>& live_version_schema,
                      const Migration& migration) {
  Catalog before = catalog(live_version_schema);
  Facts answers = facts(migration, before);
  return {.before = std::move(before),
          .facts = std::move(answers),
          .situation = {.state_schema = options_.state_schema,
                        .live_version_schema = live_version_schema,
                        .search_path = options_.search_path}};
}

PlanResult Planning::plan(const std::optional<Identifier>& live_version_schema,
                          const Migration& migration) {
  const Basis from = basis(live_version_schema, migration);
  Planned planned = zdm::plan(migration, from.before, from.facts, from.situation);
  for (Finding& finding : unseen(*session_, planned.plan)) {
    finding.place.file = migration.file;
    planned.findings.push_back(std::move(finding));
  }
  return {.plan = std::move(planned.plan), .findings = std::move(planned.findings)};
}

}  // namespace zdm::run
