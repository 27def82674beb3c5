#include <fmt/format.h>

#include "lint/rules.hpp"

namespace zdm::lint::rules {
namespace {

bool is_32_bits_or_less(const std::string& type) {
  return type == "int4" || type == "int2" || type == "serial" || type == "serial4" ||
         type == "smallserial" || type == "serial2";
}

}  // namespace

void key_32_bit(const Subject& subject, Report& report) {
  for (const ColumnDefinition& column : subject.columns_defined())
    if (column.has("CONSTR_PRIMARY") && is_32_bits_or_less(column.type()))
      report.add(column.node,
                 fmt::format("\"{}\" has no numbers left behind 2,147,483,647", column.name));
}

}  // namespace zdm::lint::rules
