#include <fmt/format.h>

#include <nlohmann/json.hpp>
#include <set>
#include <utility>
#include <vector>

#include "migration/document.hpp"
#include "migration/json_cursor.hpp"
#include "migration/json_error.hpp"
#include "migration/text_position.hpp"

namespace zdm {
namespace {

using nlohmann::json;

// Deeper than any migration; bounds what reads the value by recursion.
constexpr std::size_t kMaxDepth = 64;
// A file with more values is no migration; the places of the rest are not kept.
constexpr std::size_t kMaxPositions = 100'000;

// What nlohmann's parser tells, made into a value with places, and with double keys found.
class Builder {
 public:
  Builder(const std::string& file, std::string_view text) : text_(text), cursor_(text) {
    place_.file = file;
  }

  Document document() && {
    return {.value = failed_ ? nullptr : std::make_shared<const json>(std::move(root_)),
            .positions = std::make_shared<const fields::Positions>(std::move(positions_)),
            .findings = std::move(findings_)};
  }

  // The interface of nlohmann::json_sax.
  bool null() { return add(nullptr); }
  bool boolean(bool value) { return add(value); }
  bool number_integer(json::number_integer_t value) { return add(value); }
  bool number_unsigned(json::number_unsigned_t value) { return add(value); }
  bool number_float(json::number_float_t value, const json::string_t&) { return add(value); }
  bool string(json::string_t& value) { return add(std::move(value)); }
  bool binary(json::binary_t&) { return false; }  // not in JSON text
  bool start_object(std::size_t) { return open(json::object()); }
  bool start_array(std::size_t) { return open(json::array()); }
  bool end_object() { return close(); }
  bool end_array() { return close(); }

  bool key(json::string_t& name) {
    Container& object = open_.back();
    object.key = name;
    const Place place = next_place();
    if (object.keys.insert(name).second) return true;
    findings_.push_back({.code = "duplicate-key",
                         .severity = Severity::error,
                         .place = place,
                         .message = fmt::format("the key \"{}\" is there twice", name),
                         .hint = {}});
    return true;
  }

  bool parse_error(std::size_t position, const std::string&, const json::exception& error) {
    failed_ = true;
    Finding finding = json_error(text_, position, error.what());
    finding.place.file = place_.file;
    findings_.push_back(std::move(finding));
    return false;
  }

 private:
  struct Container {
    json* value = nullptr;
    std::string pointer;
    std::string key;             // of an object: the member that is being read
    std::set<std::string> keys;  // of an object: all until now
  };

  std::string pointer_of_next() const {
    if (open_.empty()) return {};
    const Container& in = open_.back();
    Place place;
    place.pointer = in.pointer;
    return in.value->is_object() ? place.at(in.key).pointer : place.at(in.value->size()).pointer;
  }

  Place next_place() {
    const fields::Position position = cursor_.next();
    const std::string pointer = pointer_of_next();
    if (positions_.size() < kMaxPositions) positions_.insert({pointer, position});
    return {place_.file, pointer, position.line, position.column};
  }

  // A member stands where its key does, any other value where it begins.
  void locate() {
    const bool member = !open_.empty() && open_.back().value->is_object();
    if (member)
      cursor_.next();
    else
      next_place();
  }

  json* put(json value) {
    if (open_.empty()) return &(root_ = std::move(value));
    Container& in = open_.back();
    if (in.value->is_object()) return &((*in.value)[in.key] = std::move(value));
    in.value->push_back(std::move(value));
    return &in.value->back();
  }

  bool add(json value) {
    locate();
    put(std::move(value));
    return true;
  }

  bool open(json container) {
    const std::string pointer = pointer_of_next();
    locate();
    if (open_.size() == kMaxDepth) return too_deep(pointer);
    open_.push_back({put(std::move(container)), pointer, {}, {}});
    return true;
  }

  bool close() {
    cursor_.next();
    open_.pop_back();
    return true;
  }

  bool too_deep(const std::string& pointer) {
    failed_ = true;
    const auto at = positions_.find(pointer);
    const fields::Position position = at == positions_.end() ? fields::Position{} : at->second;
    findings_.push_back({.code = "too-deep",
                         .severity = Severity::error,
                         .place = {place_.file, {}, position.line, position.column},
                         .message = fmt::format("is nested more than {} levels deep", kMaxDepth),
                         .hint = {}});
    return false;
  }

  std::string_view text_;
  JsonCursor cursor_;
  Place place_;
  json root_;
  std::vector<Container> open_;
  fields::Positions positions_;
  Findings findings_;
  bool failed_ = false;
};

Document unreadable(Finding finding) {
  return {.value = nullptr,
          .positions = std::make_shared<const fields::Positions>(),
          .findings = {std::move(finding)}};
}

}  // namespace

Document read_json(const std::string& file, std::string_view text) {
  if (const auto invalid = first_invalid_utf8(text)) {
    const fields::Position position = position_of(text, *invalid);
    return unreadable({.code = "not-utf8",
                       .severity = Severity::error,
                       .place = {file, {}, position.line, position.column},
                       .message = "is not UTF-8",
                       .hint = {}});
  }
  Builder builder(file, text);
  json::sax_parse(text.begin(), text.end(), &builder, json::input_format_t::json, true, true);
  return std::move(builder).document();
}

}  // namespace zdm
