#pragma once

#include <set>
#include <string>

#include "property/random.hpp"

namespace zdm::property {

// Names that nothing else has, plain ones and odd ones; and numbers of that kind.
class Names {
 public:
  explicit Names(Random& random) : random_(random) {}

  std::string table();
  std::string column();
  std::string other(const std::string& kind);  // an index, a constraint
  int number() { return ++last_number_; }
  int id() { return ++last_id_; }

 private:
  std::string unused(std::string wanted);

  Random& random_;
  std::set<std::string> taken_{"rid"};
  int last_number_ = 1000;
  int last_id_ = 0;
};

}  // namespace zdm::property
