#pragma once

#include <cstddef>
#include <deque>
#include <map>
#include <nlohmann/json.hpp>
#include <optional>
#include <set>
#include <string>

#include "migration/document.hpp"

namespace zdm {

// The value that grows from what a YAML parser tells, with the places of its parts: keys are found
// that are there twice, aliases and merge keys carried out, and bombs defused.
class YamlTree {
 public:
  struct GivenUp {};  // thrown where nothing behind it could be read; why is noted

  explicit YamlTree(const std::string& file) : file_(file) {}

  // `tag` is "?" for no tag, "!" for a text in quotes. An anchor of 0 is none.
  void begin_document();
  [[noreturn]] void refuse_rest(const fields::Position& position);
  void scalar(const std::string& text, const std::string& tag, std::size_t anchor,
              const fields::Position& position);
  void alias(std::size_t anchor, const fields::Position& position);
  void open(nlohmann::json container, const std::string& tag, std::size_t anchor,
            const fields::Position& position);
  void close();

  // The scalar there is only the part of a text that stands before a "#".
  void note_cut(const fields::Position& position);
  void give_up(Finding finding);

  Document document() &&;

 private:
  using json = nlohmann::json;

  struct Container {
    json* value = nullptr;
    std::string pointer;
    std::size_t anchor = 0;
    std::size_t cost_before = 0;
    std::optional<std::string> key{};  // of an object: the member that is being read
    std::set<std::string> keys{};      // of an object: all until now
    std::optional<json> merged{};      // of an object: the value of its merge key
  };
  struct Anchored {
    json value;
    std::string pointer;
    std::size_t cost = 0;
  };

  bool expects_key() const;
  std::string pointer_of_next() const;
  void note(const std::string& pointer, const fields::Position& position, std::string code,
            std::string message, std::string hint = {});
  [[noreturn]] void stop(const fields::Position& position, std::string code, std::string message,
                         std::string hint = {});
  void charge(std::size_t cost, const fields::Position& position);
  json tagged(const std::string& text, const std::string& tag, const fields::Position& position);
  void take_key(const json& key, const fields::Position& position, bool is_plain);
  json* put(json value, const fields::Position& position);
  void remember(std::size_t anchor, Anchored anchored);
  void merge(const Container& object);
  void merge_one(const Container& object, const json& source, const std::string& pointer);
  void copy_places(const std::string& from, const std::string& to);

  std::string file_;
  json root_;
  bool has_document_ = false;
  std::deque<Container> open_;  // whose elements stay where they are
  std::map<std::size_t, Anchored> anchors_;
  std::size_t cost_ = 0;
  fields::Positions positions_;
  Findings findings_;
  bool failed_ = false;
};

}  // namespace zdm
