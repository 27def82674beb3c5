#include "estimate_text.hpp"

#include <fmt/format.h>

#include <cmath>

#include "duration.hpp"
#include "markdown_text.hpp"
#include "number_text.hpp"

namespace zdm::cli {
namespace {

std::string seconds_text(double seconds) {
  if (seconds < 1) return "under 1 s";
  const long long whole = std::llround(seconds);
  return whole < 60 ? fmt::format("{} s", whole) : duration_text(std::chrono::seconds(whole));
}

std::string sum(const std::optional<Estimate>& estimate) {
  if (!estimate) return "brief";
  const std::string text = seconds_text(estimate->seconds);
  return estimate->seconds < 1 ? text : "about " + text;
}

}  // namespace

std::string estimate_totals(const Plan& plan, const Extents& extents) {
  if (grounds(plan, extents).empty()) return {};
  return fmt::format("start: {}; complete: {}", sum(estimate_of_start(plan, extents)),
                     sum(estimate_of_complete(plan, extents)));
}

std::string to_text(const Estimate& estimate) {
  const std::string rows = estimate.rows
                               ? fmt::format("about {} row{}, ", with_thousands(*estimate.rows),
                                             *estimate.rows == 1 ? "" : "s")
                               : "about ";
  return fmt::format("{}{}, {}", rows, bytes_text(estimate.bytes), seconds_text(estimate.seconds));
}

std::string estimates_as_text(const Plan& plan, const Extents& extents) {
  const auto lines = grounds(plan, extents);
  if (lines.empty()) return {};
  std::string text =
      fmt::format("\nhow long that may take\n  {}\n", estimate_totals(plan, extents));
  for (const std::string& line : lines) text += "  " + line + "\n";
  return text;
}

std::string estimates_as_markdown(const Plan& plan, const Extents& extents) {
  const auto lines = grounds(plan, extents);
  if (lines.empty()) return {};
  std::string text =
      fmt::format("**How long that may take**\n\n- {}\n", estimate_totals(plan, extents));
  for (const std::string& line : lines) text += "- " + escaped(line) + "\n";
  return text + "\n";
}

}  // namespace zdm::cli
