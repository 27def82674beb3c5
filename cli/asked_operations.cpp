#include "asked_operations.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <nlohmann/json.hpp>
#include <optional>
#include <variant>
#include <vector>

#include "core/error.hpp"
#include "given_operations.hpp"
#include "meant.hpp"
#include "operations/all.hpp"

namespace zdm::cli {
namespace {

using fields::FieldShape;
using fields::RecordShape;
using fields::Shape;

class Asking {
 public:
  explicit Asking(Questioner& questioner) : questioner_(questioner) {}

  // The required ones each, then those of the others that are named.
  Json record(const RecordShape& shape, const std::string& path) {
    Json object = Json::object();
    for (const FieldShape& field : shape.fields)
      if (field.presence != fields::Presence::optional)
        object[field.name] = required(field, path + field.name);
    for (const FieldShape* field : further(shape, path))
      object[field->name] = value(*field->shape, path + field->name, field->doc);
    return object;
  }

 private:
  Json required(const FieldShape& field, const std::string& path) {
    for (;;) {
      Json given = value(*field.shape, path, field.doc);
      const bool empty = given.is_string() ? given.get_ref<const std::string&>().empty()
                                           : given.is_structured() && given.empty();
      if (!empty) return given;
      questioner_.say(path + " is needed");
    }
  }

  std::vector<const FieldShape*> further(const RecordShape& shape, const std::string& path) {
    std::vector<std::string> names;
    for (const FieldShape& field : shape.fields)
      if (field.presence == fields::Presence::optional) names.push_back(field.name);
    if (names.empty()) return {};
    const std::string of = path.empty() ? "" : " of " + path.substr(0, path.size() - 1);
    for (const auto& group : shape.groups)
      questioner_.say(
          fmt::format("{} of {} is needed",
                      group.rule == fields::GroupRule::exactly_one ? "exactly one" : "at least one",
                      fmt::join(group.fields, ", ")));
    for (;;) {
      const std::string text = questioner_.answer(
          fmt::format("further fields{} ({}; empty: none): ", of, fmt::join(names, ", ")));
      if (const auto chosen = fields_named(shape, names, text)) return *chosen;
    }
  }

  std::optional<std::vector<const FieldShape*>> fields_named(const RecordShape& shape,
                                                             const std::vector<std::string>& names,
                                                             const std::string& text) {
    std::vector<const FieldShape*> chosen;
    for (const std::string& word : words(text)) {
      const FieldShape* found = nullptr;
      for (const FieldShape& field : shape.fields)
        if (field.name == word && field.presence == fields::Presence::optional) found = &field;
      if (found == nullptr) {
        questioner_.say(fmt::format("there is no \"{}\"{}", word, or_meant(word, names)));
        return std::nullopt;
      }
      chosen.push_back(found);
    }
    return chosen;
  }

  static std::vector<std::string> words(const std::string& text) {
    std::vector<std::string> all(1);
    for (const char c : text) {
      if (c != ' ' && c != ',')
        all.back() += c;
      else if (!all.back().empty())
        all.emplace_back();
    }
    if (all.back().empty()) all.pop_back();
    return all;
  }

  Json value(const Shape& shape, const std::string& path, const std::string& doc) {
    if (const auto* record_shape = std::get_if<RecordShape>(&shape.is)) {
      questioner_.say(fmt::format("{}: {}", path, doc));
      return record(*record_shape, path + ".");
    }
    if (const auto* list = std::get_if<fields::ListShape>(&shape.is))
      if (std::holds_alternative<RecordShape>(list->element->is))
        return records(std::get<RecordShape>(list->element->is), path, doc);
    if (const auto* map = std::get_if<fields::MapShape>(&shape.is)) return members(*map, path, doc);
    return plain(shape, path, doc);
  }

  Json records(const RecordShape& shape, const std::string& path, const std::string& doc) {
    Json list = Json::array();
    questioner_.say(fmt::format("{}: {}", path, doc));
    do {
      list.push_back(record(shape, fmt::format("{}[{}].", path, list.size())));
    } while (is_yes(questioner_.answer(fmt::format("one more of {}? (y/N) ", path))));
    return list;
  }

  Json members(const fields::MapShape& map, const std::string& path, const std::string& doc) {
    Json object = Json::object();
    for (;;) {
      const std::string column =
          questioner_.answer(fmt::format("{}: {}; for which column? (empty: no more) ", path, doc));
      if (column.empty()) return object;
      object[column] = value(*map.value, path + "." + column, doc);
    }
  }

  Json plain(const Shape& shape, const std::string& path, const std::string& doc) {
    std::string choices;
    if (const auto* choice = std::get_if<fields::ChoiceShape>(&shape.is))
      choices = fmt::format(" [{}]", fmt::join(choice->values, ", "));
    if (std::holds_alternative<fields::BooleanShape>(shape.is)) choices = " [true, false]";
    for (;;) {
      try {
        return typed_value(shape, path,
                           questioner_.answer(fmt::format("{} ({}{}): ", path, doc, choices)));
      } catch (const Error& error) {
        if (error.kind() != ErrorKind::usage) throw;
        questioner_.say(error.what());
      }
    }
  }

  static bool is_yes(const std::string& text) { return text == "y" || text == "yes"; }

  Questioner& questioner_;
};

const OperationKind* asked_kind(Questioner& questioner, bool first) {
  std::vector<std::string> names;
  for (const OperationKind& kind : operation_kinds()) {
    names.emplace_back(kind.name);
    if (first) questioner.say(fmt::format("  {:<28} {}", kind.name, kind.summary));
  }
  for (;;) {
    const std::string name =
        questioner.answer(first ? "operation: " : "one more operation (empty: that is all): ");
    if (name.empty() && !first) return nullptr;
    if (const OperationKind* kind = operation_kind(name)) return kind;
    questioner.say(fmt::format("there is no operation \"{}\"{}", name, or_meant(name, names)));
  }
}

}  // namespace

Json asked_operations(Questioner& questioner, const std::function<bool(const Json&)>& is_right) {
  Json operations = Json::array();
  while (const OperationKind* kind = asked_kind(questioner, operations.empty())) {
    Json object = Json::object();
    object[std::string(kind->name)] = Asking(questioner).record(kind->shape(), "");
    operations.push_back(std::move(object));
    if (is_right(operations)) continue;
    operations.erase(operations.size() - 1);
    questioner.say("that operation is left out: give it once more, or another one");
  }
  return operations;
}

}  // namespace zdm::cli
