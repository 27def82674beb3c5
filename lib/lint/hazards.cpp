#include "lint/hazard.hpp"
#include "lint/hazard_parts.hpp"

namespace zdm::lint {

std::string_view to_string(Harm harm) {
  switch (harm) {
    case Harm::blocks:
      return "blocks";
    case Harm::breaks:
      return "breaks clients";
    case Harm::loses:
      return "loses data";
    case Harm::fails:
      return "fails";
    case Harm::unknown:
      return "unknown";
    case Harm::style:
      return "style";
  }
  return {};
}

const std::vector<Hazard>& hazards() {
  static const std::vector<Hazard> all = [] {
    std::vector<Hazard> rows;
    for (const auto part : {column_hazards, constraint_hazards, index_hazards, object_hazards,
                            partition_hazards, running_hazards, history_hazards, style_hazards})
      for (Hazard& hazard : part()) rows.push_back(hazard);
    return rows;
  }();
  return all;
}

const Hazard* hazard(std::string_view code) {
  for (const Hazard& each : hazards())
    if (each.code == code) return &each;
  return nullptr;
}

}  // namespace zdm::lint
