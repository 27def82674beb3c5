#pragma once

#include <set>
#include <string>
#include <vector>

#include "fields/location.hpp"
#include "operations/operation.hpp"

namespace zdm::operations {

// What an operation works with while it says its changes: the catalog before it, the server's
// answers, what was found wrong so far, and the names that relations have by then.
class Draft {
 public:
  Draft(const Catalog& before, const Facts& facts, Questions& questions,
        const fields::Location& location);

  const Catalog& before() const { return *before_; }
  const fields::Location& location() const { return location_; }  // of the operation

  void refuse(const fields::Location& where, std::string code, std::string message,
              std::string hint = {});
  void warn(const fields::Location& where, std::string code, std::string message,
            std::string hint = {});
  void tell(const fields::Location& where, std::string code, std::string message);
  bool refused() const { return has_errors(findings_); }
  std::size_t findings() const { return findings_.size(); }

  // The server's answer. Where there is none, the question is put to it.
  const TypeFacts* ask(const TypeQuestion& question);
  const ExpressionFacts* ask(const ExpressionQuestion& question);

  // Names of tables, indexes, sequences …, which are one namespace in a schema.
  bool is_taken(const Identifier& relation) const { return relations_.contains(relation); }
  void take(const Identifier& relation) { relations_.insert(relation); }
  void free(const Identifier& relation) { relations_.erase(relation); }

  // What to return: `after` with the names of the draft; if it was refused, the catalog before.
  Changes changes(Catalog after, std::vector<DualWrite> dual_writes = {}) const;
  Changes refusal() const;

 private:
  void note(Severity severity, const fields::Location& where, std::string code, std::string message,
            std::string hint);

  const Catalog* before_;
  const Facts* facts_;
  Questions* questions_;
  fields::Location location_;
  Findings findings_;
  std::set<Identifier> relations_;
};

}  // namespace zdm::operations
