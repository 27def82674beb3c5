#include "operations/lost_by_type.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <limits>
#include <string_view>

#include "operations/builtin_type.hpp"

namespace zdm::operations {
namespace {

using Lost = std::optional<std::string>;

constexpr int kAnyNumber = std::numeric_limits<int>::max();

struct Number {
  int digits = 0;    // that each value of so many keeps, the point wherever it is
  int fraction = 0;  // of these, behind the point; below zero: how many before it are zeros
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

std::string power_of_ten(int exponent) {
  constexpr int kReadable = 6;
  return exponent > kReadable ? fmt::format("10^{}", exponent)
                              : fmt::format("1{:0>{}}", "", exponent);
}

Lost lost_digits(const Number& from, const Number& to) {
  if (from.fraction > to.fraction && to.fraction < 0)
    return fmt::format("anything but multiples of {}", power_of_ten(-to.fraction));
  if (from.fraction > to.fraction && to.fraction == 0) return "fractions";
  if (from.fraction > to.fraction)
    return fmt::format("more than {} digits behind the point", to.fraction);
  const bool rounds = to.floats ? from.digits > to.digits : from.floats && !to.floats;
  if (rounds) return fmt::format("more than {} digits", std::min(from.digits, to.digits));
  return std::nullopt;
}

struct Text {
  int characters = kAnyNumber;
  bool padded = false;  // with spaces, so that those at a value's end mean nothing
};

constexpr int kNameBytes = 63;
constexpr int kMostBytesOfACharacter = 4;

std::optional<Text> text(const TypeParts& type) {
  const int length = type.modifiers.empty() ? kAnyNumber : type.modifiers[0];
  if (type.name == "text") return Text{};
  if (type.name == "character varying") return Text{length, false};
  if (type.name == "character" || type.name == "bpchar") return Text{length, true};
  if (type.name == "name") return Text{kNameBytes, false};
  return std::nullopt;
}

Lost lost_characters(const Text& from, const Text& to) {
  if (from.characters > to.characters) return fmt::format("more than {} characters", to.characters);
  if (!from.padded && to.padded) return "spaces at the end";
  return std::nullopt;
}

Lost lost_bytes(const TypeParts& from, const TypeParts& to) {
  const auto had = text(from);
  if (!had || from.name == to.name) return std::nullopt;
  if (to.name == "\"char\"") return "more than 1 byte";
  if (to.name == "name" && had->characters > kNameBytes / kMostBytesOfACharacter)
    return fmt::format("more than {} bytes", kNameBytes);
  return std::nullopt;
}

struct Bits {
  int length = kAnyNumber;
  bool padded = false;  // with zeros, to its full length
};

std::optional<Bits> bits(const TypeParts& type) {
  const int length = type.modifiers.empty() ? kAnyNumber : type.modifiers[0];
  if (type.name == "integer") return Bits{32, true};
  if (type.name == "bigint") return Bits{64, true};
  if (type.name == "bit") return Bits{length, true};
  if (type.name == "bit varying") return Bits{length, false};
  return std::nullopt;
}

Lost lost_bits(const TypeParts& from, const TypeParts& to) {
  const auto had = bits(from);
  const auto has = bits(to);
  if (!had || !has || !to.name.starts_with("bit")) return std::nullopt;
  if (had->length > has->length) return fmt::format("more than {} bits", has->length);
  if (!had->padded && has->padded) return fmt::format("fewer than {} bits", has->length);
  return std::nullopt;
}

bool is_timestamp(const TypeParts& type) { return type.name.starts_with("timestamp "); }
bool is_time_of_day(const TypeParts& type) { return type.name.starts_with("time "); }
bool is_interval(const TypeParts& type) { return type.name.starts_with("interval"); }

constexpr std::array<std::string_view, 6> kUnits{"year", "month",  "day",
                                                 "hour", "minute", "second"};
constexpr std::size_t kSecond = kUnits.size() - 1;

// The last field of "interval day to hour". What is greater than its first one is never cut.
std::size_t smallest_unit(const TypeParts& type) {
  const auto found = std::find_if(kUnits.begin(), kUnits.end(),
                                  [&](std::string_view unit) { return type.name.ends_with(unit); });
  return found == kUnits.end() ? kSecond : static_cast<std::size_t>(found - kUnits.begin());
}

int digits_of_a_second(const TypeParts& time) {
  constexpr int kMost = 6;
  return time.modifiers.empty() ? kMost : time.modifiers[0];
}

bool hold_the_same_times(const TypeParts& from, const TypeParts& to) {
  return (is_timestamp(from) && is_timestamp(to)) ||
         ((is_time_of_day(from) || is_interval(from)) && (is_time_of_day(to) || is_interval(to)));
}

Lost lost_precision(const TypeParts& from, const TypeParts& to) {
  const std::size_t unit = smallest_unit(to);
  if (smallest_unit(from) > unit)
    return fmt::format("what is less than {} {}", unit == 3 ? "an" : "a", kUnits[unit]);
  if (smallest_unit(from) == kSecond && digits_of_a_second(from) > digits_of_a_second(to))
    return fmt::format("more than {} digits of a second", digits_of_a_second(to));
  return std::nullopt;
}

Lost lost_time(const TypeParts& from, const TypeParts& to) {
  if (is_timestamp(from) && to.name == "date") return "the time of day";
  if (is_timestamp(from) && is_time_of_day(to)) return "the date";
  if (is_interval(from) && is_time_of_day(to)) return "more than a day, nor for less than nothing";
  return hold_the_same_times(from, to) ? lost_precision(from, to) : std::nullopt;
}

struct Pair {
  std::string_view from;
  std::string_view to;
  std::string_view lost;
};

constexpr std::array<Pair, 4> kPairs{{
    {"json", "jsonb", "spaces, and the order of keys"},
    {"time with time zone", "time without time zone", "the zone"},
    {"integer", "boolean", "numbers other than 0 and 1"},
    {"inet", "cidr", "the host's part of an address"},
}};

Lost lost_between(const TypeParts& from, const TypeParts& to) {
  for (const Pair& pair : kPairs)
    if (from.name == pair.from && to.name == pair.to) return std::string(pair.lost);
  if (auto lost = lost_bytes(from, to)) return lost;
  if (auto lost = lost_bits(from, to)) return lost;
  if (const auto had = number(from), has = number(to); had && has) return lost_digits(*had, *has);
  if (const auto had = text(from), has = text(to); had && has) return lost_characters(*had, *has);
  return lost_time(from, to);
}

constexpr std::string_view kArray = "[]";

}  // namespace

Lost lost_by_type(const TypeName& from, const TypeName& to) {
  std::string_view of = from.text, in = to.text;
  if (of.ends_with(kArray) != in.ends_with(kArray)) return std::nullopt;
  if (of.ends_with(kArray)) {  // as many dimensions as a value has: the elements decide
    of.remove_suffix(kArray.size());
    in.remove_suffix(kArray.size());
  }
  return lost_between(type_parts(of), type_parts(in));
}

}  // namespace zdm::operations
