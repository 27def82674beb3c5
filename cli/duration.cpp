#include "duration.hpp"

#include <fmt/format.h>

#include <array>
#include <charconv>

#include "core/error.hpp"

namespace zdm::cli {
namespace {

using std::chrono::milliseconds;

struct Unit {
  std::string_view name;
  long long milliseconds;
};

constexpr std::array<Unit, 5> kUnits{
    {{"h", 3600000}, {"min", 60000}, {"m", 60000}, {"s", 1000}, {"ms", 1}}};

constexpr double kLongest = 1000.0 * 3600000;  // a thousand hours

Error mistake(std::string_view text, std::string_view why) {
  return {ErrorKind::usage, fmt::format("\"{}\" {}", text, why),
          "write a number and a unit (ms, s, m or h), 500ms for example"};
}

const Unit* unit_named(std::string_view name) {
  for (const Unit& unit : kUnits)
    if (unit.name == name) return &unit;
  return nullptr;
}

}  // namespace

milliseconds parse_duration(std::string_view text) {
  double number = 0;
  const char* end = text.data() + text.size();
  const auto [rest, error] = std::from_chars(text.data(), end, number, std::chars_format::fixed);
  if (error != std::errc{}) throw mistake(text, "is no duration");
  const std::string_view name(rest, static_cast<std::size_t>(end - rest));
  if (name.empty() && number == 0) return milliseconds(0);
  if (name.empty()) throw mistake(text, "lacks a unit");
  const Unit* unit = unit_named(name);
  if (unit == nullptr) throw mistake(text, "has no unit that zdm knows");
  number *= static_cast<double>(unit->milliseconds);
  if (!(number >= 0)) throw mistake(text, "is negative");
  if (number > kLongest) throw mistake(text, "is more than 1000 hours");
  return milliseconds(static_cast<long long>(number));
}

std::string duration_option(milliseconds duration) {
  const long long count = duration.count();
  if (count == 0) return "0";
  for (const Unit& unit : kUnits)
    if (unit.name != "min" && count % unit.milliseconds == 0)
      return fmt::format("{}{}", count / unit.milliseconds, unit.name);
  return {};
}

std::string duration_text(milliseconds duration) {
  const long long count = duration.count();
  const long long seconds = count / 1000;
  if (count < 1000) return fmt::format("{} ms", count);
  if (seconds < 60) return fmt::format("{:.1f} s", static_cast<double>(count / 100) / 10);
  if (seconds < 3600) return fmt::format("{} min {} s", seconds / 60, seconds % 60);
  return fmt::format("{} h {} min", seconds / 3600, seconds / 60 % 60);
}

}  // namespace zdm::cli
