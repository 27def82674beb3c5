#include "property/names.hpp"

#include <array>

namespace zdm::property {
namespace {

const std::string kLong = "a_name_of_nearly_all_the_bytes_that_postgresql_takes_for_na";

const std::array<std::string, 12> kTables{"users",  "orders", "items", "Order Items",
                                          "sélect", "a.b",    "t$1",   "we\"ird",
                                          "UPPER",  "user",   "it's",  kLong};

const std::array<std::string, 22> kColumns{
    "name", "age", "team", "price",  "a",   "b",     "c",    "a_b", "Name",  "select", "new",
    "old",  "x y", "ünï",  "na\"me", "row", "value", "it's", "a.b", "order", "🐘",      kLong};

}  // namespace

std::string Names::table() { return unused(random_.pick(kTables)); }
std::string Names::column() { return unused(random_.pick(kColumns)); }

std::string Names::other(const std::string& kind) {
  return unused(random_.chance(8) ? kLong + kind : kind + std::to_string(number()));
}

// At most 63 bytes.
std::string Names::unused(std::string wanted) {
  wanted = wanted.substr(0, 63);
  for (int i = 2; !taken_.insert(wanted).second; ++i)
    wanted = wanted.substr(0, 60) + std::to_string(i);
  return wanted;
}

}  // namespace zdm::property
