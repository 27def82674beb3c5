#include "operations/lost_by_type.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <limits>
#include <string_view>

#include "operations/builtin_type.hpp"

namespace zdm::operations {
namespace {

constexpr int kAnyNumber = std::numeric_limits<int>::max();

struct Number {
  int digits = 0;    // that each value of so many keeps, the point wherever it is
  int fraction = 0;  // of these, behind the point
  bool floats = false;
};

std::optional<Number> number(const TypeParts& type) {
  if (type.name == "smallint") return Number{5, 0};
  if (type.name == "integer") return Number{10, 0};
  if (type.name == "bigint") return Number{19, 0};
  if (type.name == "real") return Number{6, kAnyNumber, true};
  if (type.name == "double precision") return Number{15, kAnyNumber, true};
  if (type.name != "numeric") return std::nullopt;
  if (type.modifiers.empty()) return Number{kAnyNumber, kAnyNumber};
  const int scale = type.modifiers.size() > 1 ? type.modifiers[1] : 0;
  return Number{type.modifiers[0], scale};
}

std::optional<std::string> lost_digits(const Number& from, const Number& to) {
  if (from.fraction > to.fraction && to.fraction <= 0) return "fractions";
  if (from.fraction > to.fraction)
    return fmt::format("more than {} digits behind the point", to.fraction);
  const bool rounds = to.floats ? from.digits > to.digits : from.floats && !to.floats;
  if (rounds) return fmt::format("more than {} digits", std::min(from.digits, to.digits));
  return std::nullopt;
}

bool is_text(const TypeParts& type) {
  return type.name == "text" || type.name.starts_with("character");
}

int length(const TypeParts& text) {
  return text.modifiers.empty() ? kAnyNumber : text.modifiers[0];
}

bool is_timestamp(const TypeParts& type) { return type.name.starts_with("timestamp "); }
bool is_time_of_day(const TypeParts& type) { return type.name.starts_with("time "); }

int digits_of_a_second(const TypeParts& time) {
  constexpr int kMost = 6;
  return time.modifiers.empty() ? kMost : time.modifiers[0];
}

std::optional<std::string> lost_time(const TypeParts& from, const TypeParts& to) {
  if (is_timestamp(from) && to.name == "date") return "the time of day";
  if (is_timestamp(from) && is_time_of_day(to)) return "the date";
  const bool alike =
      (is_timestamp(from) && is_timestamp(to)) || (is_time_of_day(from) && is_time_of_day(to));
  if (alike && digits_of_a_second(from) > digits_of_a_second(to))
    return fmt::format("more than {} digits of a second", digits_of_a_second(to));
  if (from.name == "time with time zone" && to.name == "time without time zone") return "the zone";
  return std::nullopt;
}

}  // namespace

std::optional<std::string> lost_by_type(const TypeName& from, const TypeName& to) {
  const TypeParts a = type_parts(from.text);
  const TypeParts b = type_parts(to.text);
  const std::optional<Number> from_number = number(a);
  const std::optional<Number> to_number = number(b);
  if (from_number && to_number) return lost_digits(*from_number, *to_number);
  if (is_text(a) && is_text(b) && length(a) > length(b))
    return fmt::format("more than {} characters", length(b));
  if (a.name == "json" && b.name == "jsonb") return "spaces, and the order of keys";
  return lost_time(a, b);
}

}  // namespace zdm::operations
