#pragma once

#include <cstddef>
#include <string_view>

#include "fields/location.hpp"

namespace zdm {

// Walks over the tokens of a JSON text, of which each is known to be well formed when it is
// reached: nlohmann's parser tells what there is but not where, and this tells where.
class JsonCursor {
 public:
  explicit JsonCursor(std::string_view text) : text_(text) {}

  // The place of the next bracket, string, number or word; the cursor goes behind it.
  fields::Position next();

 private:
  void advance_to(std::size_t offset);
  void skip_blank_and_comments();
  void skip_token();

  std::string_view text_;
  std::size_t at_ = 0;
  fields::Position position_{1, 1};
};

}  // namespace zdm
