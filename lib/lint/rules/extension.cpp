#include <fmt/format.h>

#include "lint/rules.hpp"

namespace zdm::lint::rules {

void extension(const Subject& subject, Report& report) {
  if (subject.node.is("AlterExtensionStmt"))
    report.add(fmt::format("the script that upgrades \"{}\" may do anything",
                           subject.node.text("extname")));
  if (subject.drops("OBJECT_EXTENSION")) report.add("all that the extension has made goes with it");
}

}  // namespace zdm::lint::rules
