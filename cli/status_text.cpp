#include "status_text.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "backfill_text.hpp"
#include "duration.hpp"
#include "lock_text.hpp"
#include "plan/step.hpp"
#include "run/old_clients.hpp"

namespace zdm::cli {
namespace {

constexpr std::size_t kMostTables = 10;

std::string version_text(const std::optional<Identifier>& version, const Identifier& base) {
  return version ? version->str() : fmt::format("none, clients use {}", base.str());
}

std::string active_text(const run::MigrationRecord& active) {
  return fmt::format("active:      {} ({}, since {}, by {})\n", fmt::join(active.span, ", "),
                     run::to_string(active.status), active.started_at, active.started_by);
}

std::string backfill_text(const run::BackfillState& backfill, const Identifier& base) {
  return fmt::format("backfill:    {} {}\n", plain(backfill.table, base),
                     backfill_numbers(backfill));
}

bool has_begun(const run::BackfillState& backfill) {
  return backfill.pages_done > 0 || backfill.is_done || !backfill.pause.empty();
}

// The table that is filled now always; of those before and behind it not more than anybody reads.
std::string backfills_text(const run::Status& status) {
  std::string text;
  std::size_t done = 0;
  std::size_t waiting = 0;
  for (const run::BackfillState& backfill : status.backfills) {
    std::size_t& alike = backfill.is_done ? done : waiting;
    const bool is_now = has_begun(backfill) && !backfill.is_done;
    if (is_now || alike++ < kMostTables) text += backfill_text(backfill, status.schema);
  }
  if (done > kMostTables)
    text += fmt::format("backfill:    {} tables more are filled\n", done - kMostTables);
  if (waiting > kMostTables)
    text += fmt::format("backfill:    {} tables more are to come\n", waiting - kMostTables);
  return text;
}

std::string settings_text(const run::BackfillSettings& settings) {
  std::string text;
  if (settings.is_paused())
    text += fmt::format("paused:      by {} at {}; zdm backfill resume goes on\n",
                        settings.paused_by, settings.paused_at);
  if (const std::string tuning = tuning_text(settings.tuning); !tuning.empty())
    text += fmt::format("set:         {}\n", tuning);
  return text;
}

std::string steps_text(const run::Status& status) {
  const std::string phase = phase_text(status);
  return fmt::format("{} of {} done{}", status.steps_done.size(), status.steps_total,
                     phase.empty() ? "" : ", the last in " + phase);
}

std::string drift_text(const run::Status& status) {
  if (!status.drift) return {};
  if (status.drift->empty()) return "drift:       none\n";
  std::string text;
  for (const Finding& finding : *status.drift)
    text += fmt::format("drift:       {}\n", finding.message);
  return text;
}

// Once the new version is there, nobody is news as well.
std::string old_clients_text(const run::Status& status) {
  if (status.active->status != run::MigrationStatus::started) return {};
  if (status.old_clients.empty()) return "old clients: none seen yet\n";
  std::string text;
  for (const run::OldClient& client : status.old_clients)
    text += fmt::format("old clients: {}\n", run::to_text(client));
  return text;
}

std::string progress_text(const run::Status& status) {
  std::string text = active_text(*status.active);
  text += fmt::format("steps:       {}\n", steps_text(status)) + backfills_text(status);
  if (status.active->status == run::MigrationStatus::starting)
    text += settings_text(status.backfill_settings);
  text += old_clients_text(status);
  for (const Finding& note : status.notes)
    text += fmt::format("note:        {}; {}\n", note.message, note.hint);
  return text;
}

// "01_age is starting: steps 3 of 9 done, the last in backfill"
std::string state_line(const run::Status& status) {
  if (!status.active) return "no migration is active";
  return fmt::format("{} is {}: steps {}", fmt::join(status.active->span, ", "),
                     run::to_string(status.active->status), steps_text(status));
}

std::vector<std::string> lines_of(const run::Status& status) {
  std::vector<std::string> lines{state_line(status)};
  if (!status.active) return lines;
  for (const run::BackfillState& backfill : status.backfills)
    if (has_begun(backfill)) lines.push_back(backfill_line(backfill));
  return lines;
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
      return {status.active->span.size() > 1 ? "zdm migrate DIR" : "zdm start FILE",
              "zdm rollback"};
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
  text += drift_text(status);
  if (status.running) text += "running:     another zdm is at work on this schema\n";
  return text + fmt::format("next:        {}\n", fmt::join(next_commands(status), " or "));
}

std::string status_lines(const std::optional<run::Status>& before, const run::Status& now) {
  const std::vector<std::string> known = before ? lines_of(*before) : std::vector<std::string>();
  std::string text;
  for (const std::string& line : lines_of(now))
    if (std::find(known.begin(), known.end(), line) == known.end()) text += line + "\n";
  return text;
}

std::string tuning_text(const run::BackfillTuning& tuning) {
  std::vector<std::string> parts;
  const auto add = [&parts](const char* option, const auto& value, const auto& as_text) {
    if (value) parts.push_back(fmt::format("{} {}", option, as_text(*value)));
  };
  const auto number = [](auto value) { return std::to_string(value); };
  add("workers", tuning.workers, number);
  add("batch time", tuning.batch_time, duration_option);
  add("batch size", tuning.batch_size, number);
  add("batch delay", tuning.batch_delay, duration_option);
  add("max. replica lag", tuning.max_replica_lag, duration_option);
  add("max. archive lag", tuning.max_archive_lag, duration_option);
  add("max. lock waiters", tuning.max_lock_waiters, number);
  return fmt::format("{}", fmt::join(parts, ", "));
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
