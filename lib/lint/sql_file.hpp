#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "core/finding.hpp"

namespace zdm::lint {

// Places in a text, found without going over all of it each time. The text must outlive it.
class Lines {
 public:
  Lines(const std::string& file, std::string_view text);
  Place place(std::size_t offset) const;

 private:
  std::string file_;
  std::string_view text_;
  std::vector<std::size_t> begins_{0};
};

// Why the bytes of a .sql file cannot be SQL: they are no UTF-8, or hold a zero. Empty if they can.
Findings sql_file_problem(const std::string& file, const std::string& text);

// Without the mark that some editors leave at the beginning.
std::string without_byte_order_mark(std::string text);

}  // namespace zdm::lint
