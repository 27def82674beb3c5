#include "convert/reading.hpp"

#include <fmt/format.h>

#include <utility>

#include "core/identifier.hpp"
#include "operations/given_name.hpp"

namespace zdm::convert {
namespace {

std::string joined(const std::vector<std::string>& columns) {
  std::string text;
  for (const std::string& column : columns) text += (text.empty() ? "" : "_") + column;
  return text;
}

}  // namespace

std::string Reading::name_of(const lint::TableName& name) const {
  if (name.schema.empty() || name.schema == context_.schema) return name.name;
  throw NoOperation{fmt::format("{} is not in schema \"{}\"", name.quoted(), context_.schema)};
}

std::string Reading::choose_name(const std::string& table, const std::vector<std::string>& columns,
                                 const std::string& label) const {
  const Identifier name = operations::free_name(
      {table, joined(columns), label},
      [&](const Identifier& candidate) { return context_.taken.contains(candidate.str()); });
  context_.taken.insert(name.str());
  return name.str();
}

Change Reading::change(Kind kind, Json fields, std::size_t token) const {
  Change change;
  change.kind = kind;
  change.fields = std::move(fields);
  change.offset = statement_.begin + text_.offset(token);
  change.sql = statement_.text;
  return change;
}

Note Reading::at(std::size_t token, Severity severity, std::string code, std::string message,
                 std::string hint) const {
  return {statement_.begin + text_.offset(token),
          {.code = std::move(code),
           .severity = severity,
           .place = {},
           .message = std::move(message),
           .hint = std::move(hint)}};
}

void Reading::note(Severity severity, std::string code, std::string message, std::string hint,
                   std::size_t token) const {
  context_.notes.push_back(
      at(token, severity, std::move(code), std::move(message), std::move(hint)));
}

}  // namespace zdm::convert
