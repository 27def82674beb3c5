#include "migration/json_cursor.hpp"

#include <algorithm>

namespace zdm {
namespace {

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
constexpr std::string_view kBetween = " \t\r\n,:";
constexpr std::string_view kEndsWord = " \t\r\n,:]}/";

}  // namespace

fields::Position JsonCursor::next() {
  skip_blank_and_comments();
  const fields::Position position = position_;
  skip_token();
  return position;
}

void JsonCursor::advance_to(std::size_t offset) {
  for (offset = std::min(offset, text_.size()); at_ < offset; ++at_) {
    const auto byte = static_cast<unsigned char>(text_[at_]);
    if (byte == '\n')
      position_ = {position_.line + 1, 1};
    else if ((byte & 0xC0U) != 0x80U)
      ++position_.column;
  }
}

void JsonCursor::skip_blank_and_comments() {
  if (at_ == 0 && text_.starts_with(kByteOrderMark)) at_ = kByteOrderMark.size();
  while (at_ < text_.size()) {
    const std::string_view rest = text_.substr(at_);
    if (kBetween.find(rest[0]) != std::string_view::npos)
      advance_to(at_ + 1);
    else if (rest.starts_with("//"))
      advance_to(at_ + std::min(rest.find('\n'), rest.size()));
    else if (rest.starts_with("/*"))
      advance_to(at_ + std::min(rest.find("*/", 2), rest.size() - 2) + 2);
    else
      return;
  }
}

void JsonCursor::skip_token() {
  if (at_ >= text_.size()) return;
  std::size_t end = at_ + 1;
  if (text_[at_] == '"') {
    while (end < text_.size() && text_[end] != '"') end += text_[end] == '\\' ? 2 : 1;
    ++end;
  } else if (std::string_view("[]{}").find(text_[at_]) == std::string_view::npos) {
    end = text_.find_first_of(kEndsWord, at_);
  }
  advance_to(end);
}

}  // namespace zdm
