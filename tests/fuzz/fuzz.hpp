// What the fuzz targets share.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>

#include "core/finding.hpp"
#include "migration/migration.hpp"
#include "planner/planner.hpp"

namespace zdm::fuzz {

inline std::string text_of(const std::uint8_t* data, std::size_t size) {
  return {reinterpret_cast<const char*>(data), size};
}

// Something that must hold whatever the input.
inline void require(bool holds) {
  if (!holds) std::abort();
}

// What happens to a file before any database is asked: its findings are told, and it is planned as
// far as that goes.
inline void read(const ParsedMigration& parsed) {
  for (const Finding& finding : parsed.findings) require(!to_text(finding).empty());
  require(has_errors(parsed.findings) || parsed.migration.complete_reading);
  if (has_errors(parsed.findings)) return;
  const Catalog nothing;
  questions(parsed.migration, nothing);
  plan(parsed.migration, nothing, {}, {});
}

}  // namespace zdm::fuzz
