#include "plan/plan_difference.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <set>
#include <vector>

#include "plan/plan_json.hpp"

namespace zdm {
namespace {

using Json = nlohmann::ordered_json;
using Lines = std::vector<std::string>;

constexpr std::size_t kMostLines = 40;

// Every line of every text in it, behind the label.
void add_lines(Lines& lines, const std::string& label, const Json& value) {
  if (value.is_structured()) {
    for (const Json& each : value) add_lines(lines, label, each);
    return;
  }
  const std::string text = value.is_string() ? value.get<std::string>() : value.dump();
  for (std::size_t begin = 0; begin <= text.size();) {
    const std::size_t end = std::min(text.find('\n', begin), text.size());
    lines.push_back(fmt::format("{}: {}", label, text.substr(begin, end - begin)));
    begin = end + 1;
  }
}

Lines lines_of(const Plan& plan) {
  Lines lines;
  const Json json = Json::parse(plan_to_json(plan));
  for (const auto& [key, value] : json.items())
    if (key != "steps") add_lines(lines, key, value);
  for (const Json& step : json.at("steps"))
    add_lines(lines, step.at("id").get<std::string>(), step);
  return lines;
}

// Those that `others` has not, or not as often.
void add_missing(Lines& to, const char* sign, const Lines& lines, const Lines& others) {
  std::multiset<std::string> known(others.begin(), others.end());
  for (const std::string& line : lines) {
    const auto found = known.find(line);
    if (found == known.end())
      to.push_back(sign + line);
    else
      known.erase(found);
  }
}

}  // namespace

std::string plan_difference(const Plan& before, const Plan& after) {
  const Lines old_lines = lines_of(before), new_lines = lines_of(after);
  Lines lines;
  add_missing(lines, "- ", old_lines, new_lines);
  add_missing(lines, "+ ", new_lines, old_lines);
  if (lines.empty() && before != after) return "the same steps in another order";
  const std::size_t more = lines.size() > kMostLines ? lines.size() - kMostLines : 0;
  lines.resize(lines.size() - more);
  if (more > 0) lines.push_back(fmt::format("and {} lines more", more));
  return fmt::format("{}", fmt::join(lines, "\n"));
}

}  // namespace zdm
