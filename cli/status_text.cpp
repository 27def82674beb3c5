#include "status_text.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "lock_text.hpp"
#include "number_text.hpp"
#include "plan/step.hpp"

namespace zdm::cli {
namespace {

std::string version_text(const std::optional<Identifier>& version, const Identifier& base) {
  return version ? version->str() : fmt::format("none, clients use {}", base.str());
}

std::string active_text(const run::MigrationRecord& active) {
  return fmt::format("active:      {} ({}, since {}, by {})\n", active.name,
                     run::to_string(active.status), active.started_at, active.started_by);
}

std::string backfill_text(const run::BackfillState& backfill, const Identifier& base) {
  return fmt::format("backfill:    {} {}, {} rows written\n", plain(backfill.table, base),
                     percent(backfill.pages_done, backfill.pages),
                     with_thousands(backfill.rows_written));
}

std::string progress_text(const run::Status& status) {
  std::string text = active_text(*status.active);
  const std::string phase = phase_text(status);
  text += fmt::format("steps:       {} of {} done{}\n", status.steps_done.size(),
                      status.steps_total, phase.empty() ? "" : ", the last in " + phase);
  for (const run::BackfillState& backfill : status.backfills)
    text += backfill_text(backfill, status.schema);
  return text;
}

}  // namespace

std::string phase_text(const run::Status& status) {
  if (!status.active || status.steps_done.empty()) return {};
  const std::string& id = status.steps_done.back();
  const auto found = phase(id.substr(0, id.find('.')));
  return found ? std::string(to_string(*found)) : std::string();
}

std::vector<std::string> next_commands(const run::Status& status) {
  if (!status.active) return {"zdm start FILE"};
  switch (status.active->status) {
    case run::MigrationStatus::starting:
      return {"zdm start FILE", "zdm rollback"};
    case run::MigrationStatus::started:
      return {"zdm complete", "zdm rollback"};
    case run::MigrationStatus::completing:
      if (status.contract_has_begun) return {"zdm complete"};
      return {"zdm complete", "zdm rollback"};
    case run::MigrationStatus::rolling_back:
      return {"zdm rollback"};
    case run::MigrationStatus::completed:
    case run::MigrationStatus::rolled_back:
      return {"zdm start FILE"};
  }
  return {};
}

std::string render_status(const run::Status& status) {
  std::string text = fmt::format("schema:      {}\n", status.schema.str());
  text += fmt::format("{} {}\n", status.active ? "old version:" : "version:    ",
                      version_text(status.old_version_schema, status.schema));
  if (status.new_version_schema)
    text += fmt::format("new version: {}\n", status.new_version_schema->str());
  if (status.active) text += progress_text(status);
  if (status.latest) text += fmt::format("completed:   {}\n", status.latest->name);
  if (status.running) text += "running:     another zdm is at work on this schema\n";
  return text + fmt::format("next:        {}\n", fmt::join(next_commands(status), " or "));
}

std::string search_path_value(const Identifier& version_schema, const Identifier& base) {
  // A schema whose name is a key word needs its quotes; "public" is none.
  const std::string base_name = base.str() == "public" ? base.str() : base.quoted();
  return version_schema.quoted() + ", " + base_name;
}

std::string search_path_text(const Identifier& version_schema, const Identifier& base) {
  return "SET search_path TO " + search_path_value(version_schema, base);
}

}  // namespace zdm::cli
