#include "progress.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "backfill_text.hpp"
#include "duration.hpp"

namespace zdm::cli {
namespace {

constexpr std::chrono::seconds kBetweenLines{5};

std::string describe(const run::Blocker& blocker, bool with_query) {
  std::vector<std::string> known;
  if (!blocker.application.empty()) known.push_back(blocker.application);
  // Hidden where the role may not see what others do.
  if (!blocker.state.empty())
    known.push_back(fmt::format("{} for {}", blocker.state, duration_text(blocker.query_age)));
  std::string text = fmt::format("pid {}", blocker.pid);
  if (!known.empty()) text += fmt::format(" ({})", fmt::join(known, ", "));
  // Somebody else's query may hold what is not for every log.
  if (with_query && !blocker.query.empty()) text += ": " + blocker.query;
  return text;
}

std::string describe(const std::vector<run::Blocker>& blockers, bool with_query) {
  if (blockers.empty()) return {};
  std::vector<std::string> texts;
  for (const run::Blocker& blocker : blockers) texts.push_back(describe(blocker, with_query));
  return fmt::format("; held by {}", fmt::join(texts, ", "));
}

std::string indented_behind_first(std::string text) {
  for (std::size_t i = 0; i < text.size(); ++i)
    if (text[i] == '\n') text.insert(i + 1, "    ");
  return text;
}

}  // namespace

ShownProgress::ShownProgress(Console& console, Now now)
    : console_(console), now_(std::move(now)), last_wait_line_(now_() - kBetweenLines) {}

void ShownProgress::step_begins(const Step& step) {
  last_backfill_line_ = now_();
  const std::string text = fmt::format("{}: {} ...", to_string(step.phase), step.title);
  const bool takes_time = step.phase == Phase::backfill || step.phase == Phase::build;
  if (console_.is_live()) return console_.live(text);
  if (takes_time) console_.message(text);
}

void ShownProgress::step_done(const Step& step, std::chrono::milliseconds took) {
  console_.clear_live();
  console_.message(
      fmt::format("{}: {} ({})", to_string(step.phase), step.title, duration_text(took)));
}

void ShownProgress::statement_done(const std::string& sql, std::chrono::milliseconds took) {
  if (!console_.is_verbose()) return;
  console_.message(fmt::format("  [{}] {}", duration_text(took), indented_behind_first(sql)));
}

void ShownProgress::waits_for_lock(const std::string& what, int attempt,
                                   std::chrono::milliseconds pause,
                                   const std::vector<run::Blocker>& blockers) {
  const std::string text =
      fmt::format("waiting for a lock: {} (attempt {}, again in {}){}", what, attempt,
                  duration_text(pause), describe(blockers, console_.is_verbose()));
  if (console_.is_live()) return console_.live(text);
  if (is_due(last_wait_line_)) console_.message(text);
}

// That it pauses was noted when it began to.
void ShownProgress::backfilled(const run::BackfillState& state) {
  if (console_.is_live()) return console_.live(backfill_bar(state));
  if (state.pause.empty() && is_due(last_backfill_line_)) console_.message(backfill_line(state));
}

void ShownProgress::undoing(const Step& step) {
  console_.clear_live();
  console_.message(fmt::format("taking back: {}", step.title));
}

void ShownProgress::note(const std::string& text) { console_.message(text); }

bool ShownProgress::is_due(Clock::time_point& last_line) const {
  if (now_() - last_line < kBetweenLines) return false;
  last_line = now_();
  return true;
}

}  // namespace zdm::cli
