#include "sql/dollar_quote.hpp"

namespace zdm {

Sql dollar_tag(const Sql& body) {
  std::string tag = "$zdm$";
  for (int i = 1; body.text().find(tag) != std::string::npos; ++i)
    tag = "$zdm" + std::to_string(i) + "$";
  return Sql::raw(std::move(tag));
}

}  // namespace zdm
