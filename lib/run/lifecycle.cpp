#include "run/lifecycle.hpp"

#include <fmt/format.h>

#include "pg/catalog_reader.hpp"
#include "run/drift.hpp"
#include "run/lifecycle_parts.hpp"

namespace zdm::run {

Lifecycle::Parts::Parts(Options its_options, Progress& its_progress)
    : options(std::move(its_options)),
      progress(its_progress),
      lock(options.state_schema, options.schema),
      state(options.state_schema),
      history(options.state_schema, options.schema) {}

SchemaSession Lifecycle::Parts::connect() { return {options.target, lock, interruption}; }

SchemaSession Lifecycle::Parts::connect_to_schema() {
  SchemaSession session = connect();
  pg::require_schema(*session, options.schema);
  return session;
}

SchemaSession Lifecycle::Parts::connect_and_lock() {
  SchemaSession session = connect_to_schema();
  session.lock();
  if (state.is_there(*session)) state.ensure(*session);
  return session;
}

Planning Lifecycle::Parts::planning(SchemaSession& session) {
  return {session, options, {options.lock, interruption, progress}};
}

Findings Lifecycle::Parts::drift(SchemaSession& session, const std::string& file,
                                 const StartOptions& how) {
  const auto known = known_definitions(*session);
  if (!known) return {};
  Findings findings = run::drift(*known, planning(session).definitions(), options.schema);
  for (Finding& finding : findings) {
    finding.place.file = file;
    if (how.allow_drift) finding.severity = Severity::warning;
  }
  return findings;
}

std::optional<Findings> Lifecycle::Parts::drift_at_a_look(pg::Session& session) {
  const auto known = known_definitions(session);
  if (!known) return std::nullopt;
  const auto now = definitions_without_waiting(session, options.schema, options.lock.timeout);
  if (!now) return std::nullopt;
  return run::drift(*known, *now, options.schema);
}

std::optional<KnownDefinitions::Known> Lifecycle::Parts::known_definitions(pg::Session& session) {
  if (!state.is_there(session) || !state.is_current(session)) return std::nullopt;
  return KnownDefinitions(options.state_schema, options.schema).read(session);
}

std::optional<MigrationRecord> Lifecycle::Parts::active(SchemaSession& session) {
  if (!state.is_there(*session)) return std::nullopt;
  return history.active(*session);
}

std::optional<MigrationRecord> Lifecycle::Parts::latest(SchemaSession& session) {
  if (!state.is_there(*session)) return std::nullopt;
  return history.latest(*session);
}

std::string named(const MigrationRecord& migration) {
  if (migration.span.size() < 2) return fmt::format("migration \"{}\"", migration.name);
  return fmt::format("the span of migrations \"{}\" to \"{}\"", migration.span.front(),
                     migration.span.back());
}

std::string way_on(const MigrationRecord& migration) {
  return migration.span.size() < 2 ? "zdm start with the same file"
                                   : "zdm migrate with the same folder";
}

Error with_hint(const Error& error, const std::string& hint) {
  return {error.kind(), error.what(), error.hint().empty() ? hint : error.hint() + "; " + hint,
          error.sqlstate()};
}

Lifecycle::Lifecycle(Options options, Progress& progress)
    : parts_(std::make_unique<Parts>(std::move(options), progress)) {}

Lifecycle::~Lifecycle() = default;

void Lifecycle::interrupt() { parts_->interruption.ask(); }

Catalog Lifecycle::catalog() {
  SchemaSession& session = parts_->looking.emplace(parts_->connect_to_schema());
  const auto live = parts_->state.is_there(*session) ? parts_->history.live_version_schema(*session)
                                                     : std::nullopt;
  return parts_->planning(session).catalog(live);
}

Facts Lifecycle::facts(const Migration& migration, const Catalog& catalog) {
  if (!parts_->looking) parts_->looking.emplace(parts_->connect_to_schema());
  return parts_->planning(*parts_->looking).facts(migration, catalog);
}

void Lifecycle::init() {
  SchemaSession session = parts_->connect();
  parts_->state.ensure(*session);
}

std::vector<MigrationRecord> Lifecycle::history() {
  SchemaSession session = parts_->connect_to_schema();
  if (!parts_->state.is_there(*session)) return {};
  return parts_->history.all(*session);
}

std::vector<MigrationSource> Lifecycle::sources() {
  SchemaSession session = parts_->connect_to_schema();
  if (!parts_->state.is_there(*session)) return {};
  return parts_->history.sources(*session);
}

}  // namespace zdm::run
