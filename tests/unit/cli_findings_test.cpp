#include <string>
#include <vector>

#include "catch.hpp"
#include "findings_report.hpp"

namespace zdm::cli {
namespace {

Finding finding(std::string file, std::string pointer, Severity severity = Severity::error) {
  return {.code = "c",
          .severity = severity,
          .place = {.file = std::move(file), .pointer = std::move(pointer)},
          .message = "m",
          .hint = {}};
}

std::vector<std::string> order(const Findings& findings) {
  std::vector<std::string> places;
  for (const Finding& f : sorted(findings)) places.push_back(f.place.file + f.place.pointer);
  return places;
}

}  // namespace

TEST_CASE("findings stand in the order in which a file is read: 2 before 10") {
  CHECK(
      order({finding("b", ""), finding("a", "/operations/10"), finding("a", "/operations/2/x"),
             finding("a", "/operations/2"), finding("a", "")}) ==
      std::vector<std::string>{"a", "a/operations/2", "a/operations/2/x", "a/operations/10", "b"});
}

TEST_CASE("a finding that is made twice is told once") {
  CHECK(order({finding("a", "/x"), finding("a", "/x")}) == std::vector<std::string>{"a/x"});
}

TEST_CASE("notes stand behind all others") {
  CHECK(order({finding("a", "", Severity::note), finding("b", "/x")}) ==
        std::vector<std::string>{"b/x", "a"});
}

}  // namespace zdm::cli
