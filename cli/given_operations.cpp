#include "given_operations.hpp"

#include <fmt/format.h>

#include <nlohmann/json.hpp>
#include <optional>

#include "core/error.hpp"
#include "meant.hpp"
#include "operations/all.hpp"

namespace zdm::cli {
namespace {

Error mistake(const std::string& message, const std::string& hint) {
  return {ErrorKind::usage, "create: " + message, hint};
}

[[noreturn]] void refuse(const std::string& field, const std::string& text, const char* wanted) {
  throw mistake(fmt::format("{}: \"{}\" is not {}", field, text, wanted), {});
}

Json as_json(const std::string& field, const std::string& text, const char* wanted) {
  Json value = Json::parse(text, nullptr, /*allow_exceptions=*/false, /*ignore_comments=*/true);
  if (value.is_discarded()) refuse(field, text, wanted);
  return value;
}

bool looks_like_json(const std::string& text) {
  return text.starts_with('[') || text.starts_with('{');
}

Json names_of(const std::string& text) {
  Json names = Json::array();
  for (std::size_t begin = 0; begin <= text.size();) {
    const std::size_t end = std::min(text.find(',', begin), text.size());
    names.push_back(text.substr(begin, end - begin));
    begin = end + 1;
  }
  return names;
}

struct TypedValue {
  const std::string& field;
  const std::string& text;

  Json operator()(const fields::NameShape&) const { return text; }
  Json operator()(const fields::TextShape&) const { return text; }
  Json operator()(const fields::TypeShape&) const { return text; }
  Json operator()(const fields::ExpressionShape&) const { return text; }
  Json operator()(const fields::ChoiceShape&) const { return text; }
  Json operator()(const fields::BooleanShape&) const {
    if (text != "true" && text != "false") refuse(field, text, "true or false");
    return text == "true";
  }
  Json operator()(const fields::OrNullShape& or_null) const {
    return text == "null" ? Json() : typed_value(*or_null.value, field, text);
  }
  Json operator()(const fields::ListShape& list) const {
    const bool of_names = std::holds_alternative<fields::NameShape>(list.element->is);
    if (of_names && !looks_like_json(text)) return names_of(text);
    return as_json(field, text, "a list in JSON");
  }
  Json operator()(const fields::NamedListShape&) const {
    return looks_like_json(text) ? as_json(field, text, "a list in JSON") : names_of(text);
  }
  Json operator()(const fields::MapShape&) const {
    return as_json(field, text, "an object in JSON, with a member for each column");
  }
  Json operator()(const fields::RecordShape&) const {
    return as_json(field, text,
                   "an object in JSON; its fields may be given one by one, with a dot");
  }
};

const fields::FieldShape& find_field(const fields::RecordShape& record, const std::string& name,
                                     const std::string& path) {
  std::vector<std::string> names;
  for (const fields::FieldShape& field : record.fields) {
    if (field.name == name) return field;
    names.push_back(field.name);
  }
  throw mistake(fmt::format("{}: there is no field \"{}\"{}", path, name, or_meant(name, names)),
                "zdm explain lists the fields of an operation");
}

// "column.name" = "age", into the object of the operation. Of a map, the second part is a key.
void set(Json& object, const fields::Shape& shape, const std::string& path, std::size_t begin,
         const std::string& text) {
  const std::size_t dot = path.find('.', begin);
  const std::string name = path.substr(begin, dot == path.npos ? dot : dot - begin);
  const fields::Shape* inner = nullptr;
  if (const auto* record = std::get_if<fields::RecordShape>(&shape.is))
    inner = find_field(*record, name, path).shape.get();
  else if (const auto* map = std::get_if<fields::MapShape>(&shape.is))
    inner = map->value.get();
  else
    throw mistake(path + ": what has no fields cannot be given in parts", {});
  if (dot == path.npos)
    object[name] = typed_value(*inner, path, text);
  else
    set(object[name], *inner, path, dot + 1, text);
}

const OperationKind& kind_of(const std::string& name) {
  if (const OperationKind* kind = operation_kind(name)) return *kind;
  std::vector<std::string> names;
  for (const OperationKind& each : operation_kinds()) names.emplace_back(each.name);
  throw mistake(fmt::format("there is no operation \"{}\"{}", name, or_meant(name, names)),
                "zdm explain lists the operations");
}

}  // namespace

Json typed_value(const fields::Shape& shape, const std::string& field, const std::string& text) {
  return std::visit(TypedValue{field, text}, shape.is);
}

Json given_operations(const std::vector<std::string>& words) {
  Json operations = Json::array();
  std::optional<fields::Shape> shape;
  for (const std::string& word : words) {
    const std::size_t equals = word.find('=');
    if (equals == word.npos) {
      const OperationKind& kind = kind_of(word);
      shape = fields::Shape{kind.shape()};
      operations.push_back({{word, Json::object()}});
    } else if (!shape) {
      throw mistake(fmt::format("\"{}\" belongs to no operation", word),
                    "name the operation first: add_column table=users …");
    } else {
      set(operations.back().front(), *shape, word.substr(0, equals), 0, word.substr(equals + 1));
    }
  }
  return operations;
}

}  // namespace zdm::cli
