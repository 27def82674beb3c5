#include "run/data_tally.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <nlohmann/json.hpp>

#include "core/number.hpp"

namespace zdm::run {
namespace {

using Json = nlohmann::json;
using Texts = std::vector<std::string>;

constexpr std::size_t kMostExamples = 3;

std::string bare(const Json& value) { return value.is_null() ? "NULL" : value.get<std::string>(); }

std::string quoted(const Json& value) {
  return value.is_null() ? "NULL" : fmt::format("'{}'", value.get<std::string>());
}

std::size_t key_size(const DataCheck& check) { return check.key.empty() ? 1 : check.key.size(); }

// "id 7", from the values that begin at `at`.
std::string key_text(const DataCheck& check, const Json& values, std::size_t at = 0) {
  if (check.key.empty()) return "the row at " + bare(values.at(at));
  Texts parts;
  for (std::size_t i = 0; i < check.key.size(); ++i)
    parts.push_back(fmt::format("{} {}", check.key[i], bare(values.at(at + i))));
  return fmt::format("{}", fmt::join(parts, ", "));
}

Texts quoted_from(const Json& values, std::size_t at) {
  Texts texts;
  for (std::size_t i = at; i < values.size(); ++i) texts.push_back(quoted(values.at(i)));
  return texts;
}

// 'Bob ' → 'Bob' → 'Bob' (id 7)
std::string round_trip(const Texts& values, const std::string& key) {
  const Texts between(values.begin() + 1, values.end() - 1);
  return fmt::format("{} → {} → {} ({})", values.front(), fmt::join(between, ", "), values.back(),
                     key);
}

std::string example(const DataCheck& check, const RowTest& test, const Json& json) {
  const std::string key = key_text(check, json);
  const Texts values = quoted_from(json, key_size(check));
  if (test.trouble == RowTrouble::round_trip) return round_trip(values, key);
  if (values.empty()) return key;
  Texts parts;
  for (std::size_t i = 0; i < values.size(); ++i)
    parts.push_back(fmt::format("{} {}", test.labels.at(i), values[i]));
  return fmt::format("{} ({})", key, fmt::join(parts, ", "));
}

void add(DataTally::Trouble& trouble, long long count, const Texts& examples) {
  trouble.count += count;
  for (const std::string& text : examples)
    if (trouble.examples.size() < kMostExamples) trouble.examples.push_back(text);
}

// --- Findings ---

struct Wording {
  std::string code;
  Severity severity;
  std::string what;  // behind "12 of 10,000 sampled rows"
  std::string hint;
};

Wording wording(const RowTest& test) {
  const std::string& subject = test.subject;
  switch (test.trouble) {
    case RowTrouble::is_null:
      return {"data-null", Severity::error,
              fmt::format("would have NULL in {}, which is to be NOT NULL", subject),
              "let \"up\" give them a value, or make the column nullable"};
    case RowTrouble::down_is_null:
      return {"data-null", Severity::error,
              fmt::format("get NULL from the down of {}, which is NOT NULL in the old version",
                          subject),
              "let \"down\" give them a value: new clients could not write to such rows"};
    case RowTrouble::check:
      return {"data-check", Severity::error, fmt::format("would violate {}", subject),
              "change these rows, \"up\", or the rule"};
    case RowTrouble::unproven_check:
      return {"data-check", Severity::error,
              fmt::format("violate {}, which was never validated, so that nobody can write to them",
                          subject),
              "change these rows, or the rule, before"};
    case RowTrouble::reference:
      return {"data-reference", Severity::error,
              fmt::format("would point to no row by {}", subject),
              "change these rows, or let \"up\" give them NULL"};
    case RowTrouble::round_trip:
      return {"data-round-trip", Severity::warning,
              fmt::format("do not survive the round trip of {}", subject),
              "an old client sees the value on the right once a new one has written to the row"};
  }
  return {};
}

Wording wording(const KeyTest& test) {
  switch (test.trouble) {
    case KeyTrouble::duplicate:
      return {"data-duplicate", Severity::error,
              fmt::format("would be equal to others in {}", test.subject),
              "change these rows, or let \"up\" tell them apart"};
    case KeyTrouble::exclusion:
      return {"data-exclusion", Severity::error,
              fmt::format("would exclude each other in {}", test.subject), "change these rows"};
  }
  return {};
}

class Report {
 public:
  Report(const DataTally& tally, const DataCheck& check) : tally_(tally), check_(check) {}

  Findings findings() {
    for (const auto& [stage, failure] : tally_.failures)
      trouble(failure, {"data-error", Severity::error,
                        fmt::format("raise an error in {}",
                                    check_.stages.at(static_cast<std::size_t>(stage))),
                        "change these rows, or the expression"});
    for (std::size_t i = 0; i < tally_.tests.size(); ++i)
      trouble(tally_.tests[i], wording(check_.tests[i]));
    for (std::size_t i = 0; i < tally_.key_tests.size(); ++i)
      trouble(tally_.key_tests[i], wording(check_.key_tests[i]));
    for (const std::string& what : tally_.untested)
      add("data-not-checked", Severity::warning,
          fmt::format("{}: not checked: {}", check_.name, what), {});
    if (tally_.rows > 0 || tally_.untested.empty()) tell_extent();
    return std::move(findings_);
  }

 private:
  void add(std::string code, Severity severity, std::string message, std::string hint) {
    findings_.push_back({.code = std::move(code),
                         .severity = severity,
                         .place = {},
                         .message = std::move(message),
                         .hint = std::move(hint)});
  }

  std::string of_rows(long long count) const {
    return fmt::format("{} of {} {}rows", with_thousands(count), with_thousands(tally_.rows),
                       tally_.is_sample ? "sampled " : "");
  }

  void trouble(const DataTally::Trouble& trouble, const Wording& wording) {
    if (trouble.count == 0) return;
    add(wording.code, wording.severity,
        fmt::format("{}: {} {}: {}", check_.name, of_rows(trouble.count), wording.what,
                    fmt::join(trouble.examples, "; ")),
        wording.hint);
  }

  void tell_extent() {
    add("data-checked", Severity::note,
        fmt::format("{}: tried with {}{}", check_.name,
                    tally_.is_sample ? "a sample of " : "all its rows, ",
                    with_thousands(tally_.rows) + (tally_.is_sample ? " rows" : "")),
        tally_.is_sample && !check_.key_tests.empty()
            ? "equal keys are looked for in the sample only; --check-data=all looks at all rows"
            : "");
  }

  const DataTally& tally_;
  const DataCheck& check_;
  Findings findings_;
};

}  // namespace

void DataTally::add_failing(const DataCheck& check, const std::string& json) {
  for (const Json& row : Json::parse(json))
    add(failures[row.at(1).get<int>()], 1,
        {fmt::format("{} ({})", bare(row.at(3)), key_text(check, row, 4))});
}

void DataTally::add_tests(const DataCheck& check, const std::string& json) {
  const Json results = Json::parse(json);
  for (std::size_t i = 0; i < tests.size(); ++i) {
    const Json& result = results.at(i + 1);
    Texts examples;
    for (const Json& each : result.at(1)) examples.push_back(example(check, check.tests[i], each));
    add(tests[i], result.at(0).get<long long>(), examples);
  }
}

void DataTally::add_key_test(const DataCheck& check, std::size_t number, const std::string& json) {
  const Json result = Json::parse(json);
  Texts examples;
  for (const Json& each : result.at(1)) {
    Texts keys;
    for (const Json& key : each.at(1)) keys.push_back(key_text(check, key));
    examples.push_back(fmt::format("{} ({})", fmt::join(quoted_from(each.at(0), 0), ", "),
                                   fmt::join(keys, " and ")));
  }
  add(key_tests[number], result.at(0).get<long long>(), examples);
}

Findings findings_of(const DataTally& tally, const DataCheck& check) {
  return Report(tally, check).findings();
}

}  // namespace zdm::run
