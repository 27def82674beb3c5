#include "lint/silence.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "lint/hazard.hpp"

namespace zdm::lint {
namespace {

constexpr std::size_t kNone = static_cast<std::size_t>(-1);

std::size_t end_of(const ParsedStatement& statement) {
  return statement.begin + statement.text.size();
}

// The statement that the comment stands in or before; behind one on the same line: that one.
std::size_t statement_of(const Script& script, const Allowance& allowance) {
  const auto& statements = script.statements;
  const auto next = std::find_if(statements.begin(), statements.end(),
                                 [&](const auto& each) { return end_of(each) > allowance.offset; });
  const bool is_inside = next != statements.end() && next->begin <= allowance.offset;
  if (!is_inside && next != statements.begin()) {
    const std::size_t end = end_of(*(next - 1));
    const bool same_line =
        script.text.substr(end, allowance.offset - end).find('\n') == std::string::npos;
    if (same_line) return static_cast<std::size_t>(next - 1 - statements.begin());
  }
  return next == statements.end() ? kNone : static_cast<std::size_t>(next - statements.begin());
}

Finding mistake(std::string code, Severity severity, std::string message, std::string hint) {
  return {.code = std::move(code),
          .severity = severity,
          .place = {},
          .message = std::move(message),
          .hint = std::move(hint)};
}

Finding bad_form(const Allowance& allowance) {
  return mistake("bad-allow", Severity::error, allowance.problem,
                 "the form is -- zdm: allow CODE because REASON");
}

Finding without_reason(const Allowance& allowance) {
  return mistake(
      "allow-without-reason", Severity::error,
      fmt::format("allows {} without a reason, and so not at all", allowance.codes.front()),
      "say why it does no harm here: -- zdm: allow CODE because REASON");
}

Finding unknown_code(const std::string& code) {
  std::vector<std::string> known;
  for (const Hazard& each : hazards()) known.emplace_back(each.code);
  const std::string meant = nearest(code, known);
  return mistake(
      "unknown-code", Severity::error, fmt::format("there is no code \"{}\"", code),
      meant.empty() ? "zdm lint --hazards lists them" : fmt::format("did you mean \"{}\"?", meant));
}

Finding unused(const std::string& code) {
  return mistake("unused-allow", Severity::warning,
                 fmt::format("allows {}, which is not there", code), "take the comment away");
}

}  // namespace

Silence::Silence(const Script& script) : script_(script) {
  for (const Allowance& allowance : script.allowances)
    if (allowance.problem.empty() && !allowance.reason.empty())
      for (const std::string& code : allowance.codes)
        entries_.push_back({&allowance, statement_of(script, allowance), code, false});
}

bool Silence::covers(std::size_t statement, std::string_view code) {
  bool covered = false;
  for (Entry& entry : entries_) {
    if (entry.statement != statement || entry.code != code) continue;
    entry.used = covered = true;
  }
  return covered;
}

std::vector<std::pair<std::size_t, Finding>> Silence::mistakes(const Settings& settings) const {
  std::vector<std::pair<std::size_t, Finding>> all;
  for (const Allowance& allowance : script_.allowances) {
    if (!allowance.problem.empty())
      all.emplace_back(allowance.offset, bad_form(allowance));
    else if (allowance.reason.empty())
      all.emplace_back(allowance.offset, without_reason(allowance));
    for (const std::string& code : allowance.codes)
      if (hazard(code) == nullptr) all.emplace_back(allowance.offset, unknown_code(code));
  }
  // What is off may be on elsewhere.
  for (const Entry& entry : entries_)
    if (!entry.used && settings.severity(entry.code))
      all.emplace_back(entry.allowance->offset, unused(entry.code));
  return all;
}

}  // namespace zdm::lint
