#include "operations/type.hpp"

#include "operations/builtin_type.hpp"

namespace zdm::operations {
namespace {

TypeFacts guessed(const TypeName& written) {
  if (const auto builtin = builtin_type(written.text)) return *builtin;
  TypeFacts facts;
  facts.type = facts.unmodified = written;
  return facts;
}

bool is_time(const std::string& name) {
  return name.starts_with("timestamp ") || name.starts_with("time ");
}

// A missing modifier sets no limit.
bool is_wider(const std::vector<int>& from, const std::vector<int>& to) {
  return to.empty() || (!from.empty() && from[0] <= to[0]);
}

bool is_wider_numeric(const std::vector<int>& from, const std::vector<int>& to) {
  if (to.empty()) return true;
  return from.size() == 2 && to.size() == 2 && from[0] <= to[0] && from[1] == to[1];
}

}  // namespace

TypeFacts find_type(Draft& draft, const TypeName& written, const fields::Location& where) {
  const TypeFacts* answer = draft.ask(TypeQuestion{written.text});
  if (answer == nullptr) return guessed(written);
  if (!answer->error.empty()) draft.refuse(where, "missing-type", answer->error);
  return *answer;
}

TypeFacts facts_of_type(Draft& draft, const Column& column) {
  const TypeFacts* answer = draft.ask(TypeQuestion{column.type.text});
  return answer == nullptr || !answer->error.empty() ? guessed(column.type) : *answer;
}

bool is_free_widening(const TypeName& from, const TypeName& to) {
  const TypeParts a = type_parts(from.text);
  const TypeParts b = type_parts(to.text);
  const bool from_varchar = a.name == "character varying";
  if (a.name == "text" || from_varchar) {
    if (b.name == "text") return true;
    if (b.name == "character varying") return is_wider(a.modifiers, b.modifiers);
    return false;
  }
  if (a.name != b.name) return false;
  if (a.name == "numeric") return is_wider_numeric(a.modifiers, b.modifiers);
  return (a.name == "bit varying" || is_time(a.name)) && is_wider(a.modifiers, b.modifiers);
}

}  // namespace zdm::operations
