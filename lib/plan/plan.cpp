#include "plan/plan.hpp"

#include <array>
#include <utility>

namespace zdm {
namespace {

constexpr std::array<std::pair<Phase, std::string_view>, 5> kPhases{{
    {Phase::expand, "expand"},
    {Phase::backfill, "backfill"},
    {Phase::build, "build"},
    {Phase::publish, "publish"},
    {Phase::contract, "contract"},
}};

}  // namespace

std::string_view to_string(Phase phase) {
  for (const auto& [value, text] : kPhases)
    if (value == phase) return text;
  return {};
}

std::optional<Phase> phase(std::string_view text) {
  for (const auto& [value, candidate] : kPhases)
    if (candidate == text) return value;
  return std::nullopt;
}

std::vector<const Step*> Plan::irreversible_steps() const {
  std::vector<const Step*> found;
  for (const Step& step : steps)
    if (step.phase != Phase::contract && std::holds_alternative<Irreversible>(step.reversal))
      found.push_back(&step);
  return found;
}

}  // namespace zdm
