#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <vector>

namespace zdm {

// What takes an operation back once its migration is complete.
struct Inverse {
  using Json = nlohmann::ordered_json;

  std::vector<Json> operations{};      // as they stand in a file, in this order
  std::vector<std::string> reasons{};  // why there is none; then the operations mean nothing
  std::vector<std::string> losses{};   // "the rows of …": what was there and does not come back
  std::vector<std::string> ends{};  // "table …, with all its rows": what goes when it is taken back
  std::vector<std::string> lacks{};  // what no field tells, and so is not made again
  std::string alone_because{};       // why it cannot stand beside the inverses of others

  void add(std::string_view operation, Json fields);
  void lack(std::vector<std::string> more);
};

namespace operations {

Inverse one_operation(std::string_view operation, Inverse::Json fields);

Inverse no_inverse(std::string reason);

// Without the tables as they were before, nobody knows the definition of what is to come back.
Inverse unknown_before(const std::string& what);

}  // namespace operations
}  // namespace zdm
