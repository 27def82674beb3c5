#include "migration/yaml_tree.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "migration/yaml_scalar.hpp"

namespace zdm {
namespace {

using fields::Position;
using nlohmann::json;

// As in JSON: deeper than any migration; bounds what reads the value by recursion.
constexpr std::size_t kMaxDepth = 64;
// What all values together may cost, those that aliases stand for included: one each, and one for
// each hundred bytes of text.
constexpr std::size_t kMaxCost = 100'000;
constexpr std::string_view kCoreTag = "tag:yaml.org,2002:";
constexpr std::string_view kMergeKey = "<<";

std::string pointer_below(const std::string& pointer, const json& container,
                          const std::optional<std::string>& key) {
  Place place;
  place.pointer = pointer;
  return key ? place.at(*key).pointer : place.at(container.size()).pointer;
}

bool has_type(const json& value, std::string_view type) {
  if (type == "null") return value.is_null();
  if (type == "bool") return value.is_boolean();
  if (type == "int") return value.is_number_integer();
  return type == "float" && value.is_number();
}

// A whole number is the text that it looks like in every YAML: 1, 42.
bool is_plain_number(const json& key, const std::string& text) {
  return key.is_number_integer() && key.dump() == text;
}

std::size_t cost_of(const std::string& text) { return 1 + text.size() / 100; }

}  // namespace

Document YamlTree::document() && {
  if (!failed_ && root_.is_null()) {
    findings_.push_back({.code = "empty-file",
                         .severity = Severity::error,
                         .place = {file_, {}, 0, 0},
                         .message = "is empty",
                         .hint = "the least that a migration needs is operations: []"});
    failed_ = true;
  }
  return {.value = failed_ ? nullptr : std::make_shared<const json>(std::move(root_)),
          .positions = std::make_shared<const fields::Positions>(std::move(positions_)),
          .findings = std::move(findings_)};
}

void YamlTree::give_up(Finding finding) {
  failed_ = true;
  findings_.push_back(std::move(finding));
}

void YamlTree::note(const std::string& pointer, const Position& position, std::string code,
                    std::string message, std::string hint) {
  findings_.push_back({.code = std::move(code),
                       .severity = Severity::error,
                       .place = {file_, pointer, position.line, position.column},
                       .message = std::move(message),
                       .hint = std::move(hint)});
}

void YamlTree::stop(const Position& position, std::string code, std::string message,
                    std::string hint) {
  give_up({.code = std::move(code),
           .severity = Severity::error,
           .place = {file_, {}, position.line, position.column},
           .message = std::move(message),
           .hint = std::move(hint)});
  throw GivenUp{};
}

void YamlTree::charge(std::size_t cost, const Position& position) {
  cost_ += cost;
  if (cost_ > kMaxCost)
    stop(position, "too-large",
         fmt::format("holds more than {} values, those that aliases stand for included", kMaxCost));
}

// A document of nothing does no harm, but a second one would be lost.
void YamlTree::begin_document() { has_document_ = !root_.is_null(); }

void YamlTree::refuse_rest(const Position& position) {
  stop(position, "not-yaml", "is not valid YAML: no value can begin here",
       "is a quote missing before it, or a bracket or brace closed too early?");
}

bool YamlTree::expects_key() const {
  return !open_.empty() && open_.back().value->is_object() && !open_.back().key;
}

std::string YamlTree::pointer_of_next() const {
  if (open_.empty()) return {};
  const Container& in = open_.back();
  return in.value->is_object() && !in.key ? in.pointer
                                          : pointer_below(in.pointer, *in.value, in.key);
}

json YamlTree::tagged(const std::string& text, const std::string& tag, const Position& position) {
  if (tag == "?") return plain_scalar(text);
  if (tag == "!" || tag == std::string(kCoreTag) + "str") return text;
  if (tag.starts_with(kCoreTag)) {
    json value = plain_scalar(text);
    if (has_type(value, std::string_view(tag).substr(kCoreTag.size()))) return value;
  }
  note(pointer_of_next(), position, "unknown-tag",
       fmt::format("the tag {} is not read, or does not fit", tag), "leave it out");
  return text;
}

void YamlTree::scalar(const std::string& text, const std::string& tag, std::size_t anchor,
                      const Position& position) {
  charge(cost_of(text), position);
  json value = tagged(text, tag, position);
  Position place = position;
  if (value.is_string()) place.written.clear();
  if (expects_key())
    return take_key(is_plain_number(value, text) ? json(text) : value, place, tag == "?");
  const std::string pointer = pointer_of_next();
  remember(anchor, {*put(std::move(value), place), pointer, cost_of(text)});
}

void YamlTree::take_key(const json& key, const Position& position, bool is_plain) {
  if (!key.is_string())
    stop(position, "bad-key",
         position.written.empty() ? "a key is missing"
                                  : fmt::format("the key {} is no text in YAML", position.written),
         position.written.empty() ? "" : fmt::format("quote it: \"{}\"", position.written));
  Container& object = open_.back();
  const auto& name = key.get_ref<const std::string&>();
  object.key = name;
  const bool merges = is_plain && name == kMergeKey;
  if (merges && !object.merged) object.merged.emplace();
  positions_.insert({pointer_of_next(), position});
  if (!object.keys.insert(name).second)
    note(pointer_of_next(), position, "duplicate-key",
         fmt::format("the key \"{}\" is there twice", name));
}

// A member stands where its key does, any other value where it begins.
json* YamlTree::put(json value, const Position& position) {
  if (open_.empty()) {
    if (has_document_ && !value.is_null())
      stop(position, "several-documents", "holds more than one document",
           "each migration is a file of its own");
    if (has_document_) return &root_;
    positions_[""] = position;
    return &(root_ = std::move(value));
  }
  Container& in = open_.back();
  Position& place = positions_.insert({pointer_of_next(), position}).first->second;
  place.written = position.written;
  if (in.value->is_array()) {
    in.value->push_back(std::move(value));
    return &in.value->back();
  }
  const std::string key = *std::exchange(in.key, std::nullopt);
  const bool merges = key == kMergeKey && in.merged && in.merged->is_null();
  return merges ? &in.merged.emplace(std::move(value)) : &((*in.value)[key] = std::move(value));
}

void YamlTree::open(json container, const std::string& tag, std::size_t anchor,
                    const Position& position) {
  if (expects_key())
    stop(position, "bad-key", "a key has to be a text", "is a bracket or brace not closed?");
  charge(1, position);
  if (open_.size() == kMaxDepth)
    stop(position, "too-deep", fmt::format("is nested more than {} levels deep", kMaxDepth));
  const std::string own_tag = std::string(kCoreTag) + (container.is_object() ? "map" : "seq");
  if (tag != "?" && tag != "!" && !tag.empty() && tag != own_tag)
    note(pointer_of_next(), position, "unknown-tag",
         fmt::format("the tag {} is not read, or does not fit", tag), "leave it out");
  const std::string pointer = pointer_of_next();
  json* value = put(std::move(container), position);
  open_.push_back({.value = value, .pointer = pointer, .anchor = anchor, .cost_before = cost_ - 1});
}

void YamlTree::close() {
  const Container closed = std::move(open_.back());
  open_.pop_back();
  if (closed.merged) merge(closed);
  remember(closed.anchor, {*closed.value, closed.pointer, cost_ - closed.cost_before});
}

void YamlTree::remember(std::size_t anchor, Anchored anchored) {
  if (anchor != 0) anchors_[anchor] = std::move(anchored);
}

void YamlTree::alias(std::size_t anchor, const Position& position) {
  if (expects_key()) stop(position, "bad-key", "a key has to be written out, not be an alias");
  const auto found = anchors_.find(anchor);
  if (found == anchors_.end())
    stop(position, "alias-in-itself", "the alias stands within what it stands for");
  charge(found->second.cost, position);
  const std::string pointer = pointer_of_next();
  put(found->second.value, position);
  copy_places(found->second.pointer, pointer);
}

// What an object has itself goes before what it merges, and of several the first.
void YamlTree::merge(const Container& object) {
  const std::string pointer = object.pointer + "/" + std::string(kMergeKey);
  const json& merged = *object.merged;
  if (merged.is_object()) return merge_one(object, merged, pointer);
  const bool is_list =
      merged.is_array() &&
      std::all_of(merged.begin(), merged.end(), [](const json& each) { return each.is_object(); });
  if (!is_list)
    note(pointer, positions_[pointer], "bad-merge", "<< takes an object, or a list of objects");
  for (std::size_t i = 0; is_list && i < merged.size(); ++i)
    merge_one(object, merged[i], pointer + "/" + std::to_string(i));
}

void YamlTree::merge_one(const Container& object, const json& source, const std::string& pointer) {
  const Place from{.file = {}, .pointer = pointer}, to{.file = {}, .pointer = object.pointer};
  for (const auto& [key, value] : source.items()) {
    if (object.value->contains(key)) continue;
    (*object.value)[key] = value;
    const auto place = positions_.find(from.at(key).pointer);
    if (place != positions_.end()) positions_[to.at(key).pointer] = Position(place->second);
    copy_places(from.at(key).pointer, to.at(key).pointer);
  }
}

// Those below `from`, for what stands at `to` as well.
void YamlTree::copy_places(const std::string& from, const std::string& to) {
  const std::string below = from + "/";
  std::vector<std::pair<std::string, Position>> copies;
  for (auto each = positions_.lower_bound(below);
       each != positions_.end() && each->first.starts_with(below); ++each)
    copies.emplace_back(to + each->first.substr(from.size()), each->second);
  for (auto& [pointer, position] : copies) positions_[pointer] = std::move(position);
}

void YamlTree::note_cut(const Position& position) {
  note(pointer_of_next(), position, "comment-in-text",
       "what follows the \" #\" is a comment for YAML, and cut off", "quote the whole text");
}

}  // namespace zdm
