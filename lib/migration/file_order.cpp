#include "migration/file_order.hpp"

#include <string>

namespace zdm {

bool comes_before(std::string_view name, std::string_view other) {
  return std::string(name) + "." < std::string(other) + ".";
}

}  // namespace zdm
