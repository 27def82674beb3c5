#include <algorithm>
#include <filesystem>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "catch.hpp"
#include "explanation.hpp"
#include "migration/document.hpp"
#include "migration/migration.hpp"
#include "operations/all.hpp"
#include "operations_support.hpp"

using namespace zdm;

namespace {

// Tests run in the project's folder.
std::vector<std::string> examples() {
  std::vector<std::string> files;
  for (const auto& entry : std::filesystem::directory_iterator("migrations-examples"))
    if (is_migration_file(entry.path().string())) files.push_back(entry.path().string());
  std::sort(files.begin(), files.end());
  return files;
}

}  // namespace

TEST_CASE("the examples are one history, from an empty database to the end", "[examples]") {
  Catalog catalog;
  for (const std::string& file : examples()) {
    const ParsedMigration read = read_migration(file);
    INFO(file << "\n" << test::texts(read.findings));
    REQUIRE(read.findings.empty());
    CHECK_FALSE(read.migration.description.empty());
    for (const auto& operation : read.migration.operations) {
      Questions questions;
      const Changes changes = operation->changes(catalog, Facts{}, questions);
      INFO(test::texts(changes.findings));
      REQUIRE_FALSE(has_errors(changes.findings));
      catalog = changes.after;
    }
  }
  CHECK(catalog.tables().size() == 5);
}

TEST_CASE("every operation has an example that is named after it", "[examples]") {
  for (const cli::Explanation& each : cli::explanations()) {
    INFO(each.kind->name);
    REQUIRE(each.example);
    CHECK_FALSE(each.example->plan.steps.empty());
  }
}

TEST_CASE("every operation has an example", "[examples]") {
  std::set<std::string_view> shown;
  for (const std::string& file : examples())
    for (const auto& operation : read_migration(file).migration.operations)
      shown.insert(operation->kind());
  for (const OperationKind& kind : operation_kinds()) {
    INFO(kind.name);
    CHECK(shown.count(kind.name) == 1);
  }
}
