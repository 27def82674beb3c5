#include "operations/inverse.hpp"

#include <iterator>
#include <utility>

namespace zdm {

void Inverse::add(std::string_view operation, Json fields) {
  operations.push_back({{std::string(operation), std::move(fields)}});
}

void Inverse::lack(std::vector<std::string> more) {
  std::move(more.begin(), more.end(), std::back_inserter(lacks));
}

namespace operations {

Inverse one_operation(std::string_view operation, Inverse::Json fields) {
  Inverse inverse;
  inverse.add(operation, std::move(fields));
  return inverse;
}

Inverse no_inverse(std::string reason) {
  Inverse inverse;
  inverse.reasons.push_back(std::move(reason));
  return inverse;
}

Inverse unknown_before(const std::string& what) {
  return no_inverse(what +
                    " as it was before is not known: name a database to which the migration is not "
                    "applied, or keep the files before it in its folder");
}

}  // namespace operations
}  // namespace zdm
