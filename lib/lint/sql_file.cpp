#include "lint/sql_file.hpp"

#include <algorithm>
#include <iterator>

#include "migration/text_position.hpp"

namespace zdm::lint {
namespace {

Findings unreadable(const Place& place, const std::string& code, const std::string& message) {
  return {{.code = code,
           .severity = Severity::error,
           .place = place,
           .message = message,
           .hint = "write it as UTF-8 text"}};
}

}  // namespace

Lines::Lines(const std::string& file, std::string_view text) : file_(file), text_(text) {
  for (std::size_t at = 0; at < text.size(); ++at)
    if (text[at] == '\n') begins_.push_back(at + 1);
}

Place Lines::place(std::size_t offset) const {
  const auto behind = std::upper_bound(begins_.begin(), begins_.end(), offset);
  const std::size_t begin = *std::prev(behind);
  const fields::Position in_line = position_of(text_.substr(begin), offset - begin);
  return {file_, {}, static_cast<int>(behind - begins_.begin()), in_line.column};
}

Findings sql_file_problem(const std::string& file, const std::string& text) {
  const Lines lines(file, text);
  if (const auto invalid = first_invalid_utf8(text))
    return unreadable(lines.place(*invalid), "not-utf8", "is not UTF-8");
  if (const std::size_t zero = text.find('\0'); zero != std::string::npos)
    return unreadable(lines.place(zero), "zero-byte", "holds a zero byte");
  return {};
}

std::string without_byte_order_mark(std::string text) {
  if (text.starts_with("\xEF\xBB\xBF")) text.erase(0, 3);
  return text;
}

}  // namespace zdm::lint
