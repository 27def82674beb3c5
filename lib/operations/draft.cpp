#include "operations/draft.hpp"

#include <utility>

namespace zdm::operations {

Draft::Draft(const Catalog& before, const Facts& facts, Questions& questions,
             const fields::Location& location)
    : before_(&before),
      facts_(&facts),
      questions_(&questions),
      location_(location),
      relations_(before.relation_names) {
  for (const auto& table : before.tables()) relations_.insert(table->name);
}

void Draft::refuse(const fields::Location& where, std::string code, std::string message,
                   std::string hint) {
  note(Severity::error, where, std::move(code), std::move(message), std::move(hint));
}

void Draft::warn(const fields::Location& where, std::string code, std::string message,
                 std::string hint) {
  note(Severity::warning, where, std::move(code), std::move(message), std::move(hint));
}

void Draft::tell(const fields::Location& where, std::string code, std::string message) {
  note(Severity::note, where, std::move(code), std::move(message), {});
}

void Draft::note(Severity severity, const fields::Location& where, std::string code,
                 std::string message, std::string hint) {
  findings_.push_back({.code = std::move(code),
                       .severity = severity,
                       .place = where.place(),
                       .message = std::move(message),
                       .hint = std::move(hint)});
}

const TypeFacts* Draft::ask(const TypeQuestion& question) {
  const TypeFacts* answer = facts_->about(question);
  if (answer == nullptr) questions_->ask(question);
  return answer;
}

const ExpressionFacts* Draft::ask(const ExpressionQuestion& question) {
  const ExpressionFacts* answer = facts_->about(question);
  if (answer == nullptr) questions_->ask(question);
  return answer;
}

Changes Draft::changes(Catalog after, std::vector<DualWrite> dual_writes) const {
  if (refused()) return refusal();
  after.relation_names = relations_;
  return {.after = std::move(after),
          .dual_writes = std::move(dual_writes),
          .raw_sql = {},
          .findings = findings_};
}

Changes Draft::refusal() const {
  return {.after = *before_, .dual_writes = {}, .raw_sql = {}, .findings = findings_};
}

}  // namespace zdm::operations
