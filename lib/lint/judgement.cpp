#include "lint/judgement.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "lint/hazard.hpp"
#include "lint/silence.hpp"

namespace zdm::lint {
namespace {

// Longer statements are not worth a line.
constexpr std::size_t kMaxAdvised = 400;

struct Found {
  std::size_t offset = 0;  // in the script
  Finding finding;
};

History history_at_end(const Script& script, const Circumstances& circumstances) {
  History history(circumstances.transactions, circumstances.has_lock_timeout);
  for (const ParsedStatement& statement : script.statements) history.add(statement);
  return history;
}

// The operation that a finding names, as somebody has written it for this statement.
std::string written_operation(const Subject& subject, const Hazard& hazard,
                              const Report::Entry& entry, const Advice& advice) {
  const std::string_view operation = entry.operation.value_or(hazard.operation);
  if (!advice || operation.empty() || subject.statement.text.size() > kMaxAdvised) return {};
  return advice(subject.statement.text, operation);
}

std::vector<Found> found_in(const Subject& subject, std::size_t index, const Settings& settings,
                            const Advice& advice, Silence& silence) {
  std::vector<Found> all;
  for (const Hazard& hazard : hazards()) {
    const std::optional<Severity> severity = settings.severity(hazard.code);
    if (hazard.judge == nullptr || !severity) continue;
    Report report;
    hazard.judge(subject, report);
    if (report.entries().empty() || silence.covers(index, hazard.code)) continue;
    for (const Report::Entry& entry : report.entries())
      all.push_back({subject.statement.begin + entry.offset,
                     finding_of(hazard.code, *severity, entry,
                                written_operation(subject, hazard, entry, advice))});
  }
  return all;
}

}  // namespace

Finding finding_of(std::string_view code, Severity severity, const Report::Entry& entry,
                   const std::string& written) {
  const Hazard& known = *hazard(code);
  std::string hint = "instead: " + std::string(known.safe_form);
  const std::string_view operation = entry.operation.value_or(known.operation);
  if (!operation.empty()) hint += fmt::format("; the operation {} does it so", operation);
  if (!written.empty()) hint += ": " + written;
  return {.code = std::string(code),
          .severity = severity,
          .place = {},
          .message = entry.message,
          .hint = std::move(hint)};
}

Findings judge(const Script& script, const Circumstances& circumstances, const Settings& settings,
               const Advice& advice, const std::function<Place(std::size_t offset)>& place) {
  const History whole = history_at_end(script, circumstances);
  History before(circumstances.transactions, circumstances.has_lock_timeout);
  Silence silence(script);
  std::vector<Found> all;
  for (std::size_t i = 0; i < script.statements.size(); ++i) {
    const ParsedStatement& statement = script.statements[i];
    const Subject subject{statement, statement.node, before, whole, circumstances.origin};
    for (Found& found : found_in(subject, i, settings, advice, silence))
      all.push_back(std::move(found));
    before.add(statement);
  }
  for (const auto& [offset, finding] : silence.mistakes(settings)) all.push_back({offset, finding});
  std::stable_sort(all.begin(), all.end(),
                   [](const Found& a, const Found& b) { return a.offset < b.offset; });
  Findings findings;
  for (Found& found : all) {
    found.finding.place = place(found.offset);
    findings.push_back(std::move(found.finding));
  }
  return findings;
}

}  // namespace zdm::lint
