#include "migration/span.hpp"

namespace zdm {

Migration as_one(const std::vector<Migration>& span) {
  Migration whole = span.back();
  if (span.size() == 1) return whole;
  whole.source.clear();
  whole.description.clear();
  whole.operations.clear();
  for (const Migration& each : span) {
    if (!each.description.empty())
      whole.description += (whole.description.empty() ? "" : "; ") + each.description;
    whole.operations.insert(whole.operations.end(), each.operations.begin(), each.operations.end());
    whole.complete_reading = whole.complete_reading && each.complete_reading;
  }
  return whole;
}

std::vector<std::string> names_of(const std::vector<Migration>& span) {
  std::vector<std::string> names;
  for (const Migration& each : span) names.push_back(each.name);
  return names;
}

}  // namespace zdm
