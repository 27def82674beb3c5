#include "catch.hpp"
#include "operations/inverse.hpp"
#include "planner/order.hpp"
#include "planner/renames.hpp"

namespace zdm::planner {
namespace {

// An operation of which only the names matter.
class Named : public Operation {
 public:
  Named(std::string kind, ObjectNames names) : kind_(std::move(kind)), names_(std::move(names)) {}
  std::string_view kind() const override { return kind_; }
  Place place() const override { return {.file = "a.json", .pointer = "/" + kind_}; }
  ObjectNames names() const override { return names_; }
  Inverse inverse(const Catalog&, const Catalog&) const override { return {}; }
  Changes changes(const Catalog& before, const Facts&, Questions&) const override {
    return {.after = before, .dual_writes = {}, .raw_sql = {}, .findings = {}};
  }

 private:
  std::string kind_;
  ObjectNames names_;
};

std::shared_ptr<const Operation> named(std::string kind, ObjectNames names) {
  return std::make_shared<const Named>(std::move(kind), std::move(names));
}

std::vector<std::string> kinds(const Operations& operations) {
  std::vector<std::string> result;
  for (const auto& operation : operations) result.emplace_back(operation->kind());
  return result;
}

using Names = std::vector<std::string>;
using Renames = std::vector<Rename>;

Rename rename(const char* from, const char* to) { return {Identifier(from), Identifier(to)}; }

}  // namespace

TEST_CASE("operations stay as written where nothing is needed from later ones") {
  Findings findings;
  const Operations written{named("b", {{}, {"b"}}), named("a", {{"b"}, {"a"}})};
  CHECK(kinds(ordered(written, Catalog(), findings)) == Names{"b", "a"});
  CHECK(findings.empty());
}

TEST_CASE("an operation moves behind the one that makes what it needs") {
  Findings findings;
  const Operations written{named("index", {{"users", "users.age"}, {}}),
                           named("column", {{"users"}, {"users.age"}}),
                           named("table", {{}, {"users"}})};
  CHECK(kinds(ordered(written, Catalog(), findings)) == Names{"table", "column", "index"});
}

TEST_CASE("nothing moves forward: what stands between keeps its place") {
  Table users;
  users.id = 1;
  users.name = Identifier("users");
  users.columns.push_back({});
  users.columns.back().name = Identifier("team");
  Findings findings;
  const Operations written{named("constraint", {{"users", "users.group"}, {}}),
                           named("alter", {{"users", "users.team"}, {}}),
                           named("rename", {{"users", "users.team"}, {"users.group"}}),
                           named("comment", {{"users"}, {}})};
  CHECK(kinds(ordered(written, Catalog({users}), findings)) ==
        Names{"alter", "rename", "constraint", "comment"});
}

TEST_CASE("a name that the catalog has is not waited for") {
  Table users;
  users.id = 1;
  users.name = Identifier("users");
  Findings findings;
  const Operations written{named("drop", {{"users"}, {}}), named("create", {{}, {"users"}})};
  CHECK(kinds(ordered(written, Catalog({users}), findings)) == Names{"drop", "create"});
}

TEST_CASE("a cycle names both operations") {
  Findings findings;
  const Operations written{named("one", {{"b"}, {"a"}}), named("two", {{"a"}, {"b"}})};
  (void)ordered(written, Catalog(), findings);
  REQUIRE(findings.size() == 1);
  CHECK(findings[0].code == "cycle");
  CHECK_THAT(findings[0].message, test::contains("one"));
  CHECK_THAT(findings[0].message, test::contains("two"));
}

TEST_CASE("renames wait until their target is free") {
  const Renames ordered = ordered_renames({rename("a", "b"), rename("b", "c")});
  CHECK(ordered == Renames{rename("b", "c"), rename("a", "b")});
}

TEST_CASE("renames in a circle go through a temporary name") {
  const Renames ordered = ordered_renames({rename("a", "b"), rename("b", "a")});
  CHECK(ordered ==
        Renames{rename("a", "_zdm_aside_a"), rename("b", "a"), rename("_zdm_aside_a", "b")});
}

}  // namespace zdm::planner
