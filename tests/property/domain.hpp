#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace zdm::property {

// What expressions a kind of values takes.
enum class Family { other, number, text };

// A kind of values: one for each number n, so that values can be made that are not there yet, and
// be told apart after they were changed to another kind.
struct Domain {
  std::string_view name;
  std::string_view type;
  std::string_view value;  // SQL over {n}
  bool distinct = true;    // other numbers, other values
  bool comparable = true;  // has an order for btree
  Family family = Family::other;
};

// From one kind to another and back; nothing is lost in either direction.
struct Transform {
  std::string_view from;
  std::string_view to;
  std::string_view up;  // SQL over {c}
  std::string_view down;
  bool same_values = false;  // only the type differs: 7 stays equal to 7
};

std::span<const Domain> domains();
const Domain& domain(std::string_view name);
std::vector<const Transform*> transforms_from(const Domain& from);

std::string value(const Domain& domain, int n);
// The expression over a column, written as SQL.
std::string over(std::string_view expression, const std::string& column);

}  // namespace zdm::property
