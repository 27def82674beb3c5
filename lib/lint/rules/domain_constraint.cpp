#include <fmt/format.h>

#include "lint/rules.hpp"

namespace zdm::lint::rules {

void domain_constraint(const Subject& subject, Report& report) {
  const std::string domain = table_of(subject.node.names("typeName")).name;
  if (subject.node.is("AlterDomainStmt") && subject.node.text("subtype") == "C" &&
      !subject.node.at("def").flag("skip_validation") && !subject.before.has_made_domain(domain))
    report.add(fmt::format(
        "all tables that use \"{}\" are read to check it, while nobody can write to them", domain));
}

}  // namespace zdm::lint::rules
