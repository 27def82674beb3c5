#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>

#include "core/finding.hpp"
#include "plan/plan.hpp"
#include "run/lifecycle.hpp"

// What --json prints: one object, keys in a fixed order. Keys are a promise: they may become more,
// none is renamed or dropped. What is unknown or does not apply is null.
namespace zdm::cli {

using Json = nlohmann::ordered_json;

Json to_json(const Findings& findings);
// With `extents`, also how much its statements read or write.
Json to_json(const Plan& plan, const Extents* extents = nullptr);
Json to_json(const std::vector<run::MigrationRecord>& history);
Json to_json(const std::optional<Identifier>& name);
Json to_json(const run::BackfillSettings& settings);
Json to_json(const run::Status& status);

// Laid out, with a newline at the end. Bytes that are no UTF-8 (in file names) are replaced.
std::string print(const Json& json);
// The same on one line, for what is printed again and again.
std::string print_line(const Json& json);

}  // namespace zdm::cli
