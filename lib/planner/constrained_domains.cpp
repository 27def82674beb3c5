#include "planner/constrained_domains.hpp"

#include <fmt/format.h>

#include <string>

#include "operations/builtin_type.hpp"
#include "planner/column_text.hpp"

namespace zdm::planner {
namespace {

const TypeFacts* facts_of(const TypeName& type, const Facts& facts) {
  if (const TypeFacts* answer = facts.about(TypeQuestion{type.text})) return answer;
  for (const auto& [question, answer] : facts.types)
    if (answer.type == type) return &answer;
  return nullptr;
}

Finding null_is_refused(const std::string& table, const Column& column) {
  return {
      .code = "add-constrained-domain",
      .severity = Severity::error,
      .place = {},
      .message = fmt::format(
          "table \"{}\": the domain {} takes no NULL, which column \"{}\" is until it is filled",
          table, column.type.text, column.name.str()),
      .hint = "use the domain's base type, with \"nullable\": false and a \"check\""};
}

Finding table_is_rewritten(const std::string& table, const Column& column) {
  return {.code = "add-constrained-domain",
          .severity = Severity::warning,
          .place = {},
          .message = fmt::format(
              "table \"{}\": PostgreSQL writes every row anew for column \"{}\", since the domain "
              "{} has constraints, under a lock that clients wait for; start ends, and takes all "
              "back, if that takes longer than --lock-timeout",
              table, column.name.str(), column.type.text),
          .hint = "on a large table, use the domain's base type and a \"check\""};
}

}  // namespace

std::set<TypeQuestion> questions_about_domains(const std::vector<TableChange>& changes,
                                               const Facts& known) {
  std::set<TypeQuestion> questions;
  for (const TableChange& change : changes) {
    if (!change.kept()) continue;
    for (const Column* column : change.new_columns())
      if (!operations::builtin_type(column->type.text) && facts_of(column->type, known) == nullptr)
        questions.insert(TypeQuestion{column->type.text});
  }
  return questions;
}

const TypeFacts* constrained_domain(const Column& column, const Facts& facts) {
  const TypeFacts* type = facts_of(column.type, facts);
  return type != nullptr && type->constrained_domain ? type : nullptr;
}

void check_domains(Findings& findings, const TableWork& work, const Facts& facts) {
  const std::string& table = work.change->before->name.str();
  for (const Column* column : work.change->new_columns()) {
    const TypeFacts* domain = constrained_domain(*column, facts);
    if (domain == nullptr || column->generated) continue;  // computed, and rewritten for anyway
    const bool is_null_meanwhile = !has_physical_default(*column, work.composition);
    findings.push_back(domain->refuses_null && is_null_meanwhile
                           ? null_is_refused(table, *column)
                           : table_is_rewritten(table, *column));
  }
}

}  // namespace zdm::planner
