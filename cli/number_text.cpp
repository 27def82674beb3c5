#include "number_text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <string_view>

namespace zdm::cli {
namespace {

// Characters, not bytes: continuation bytes are 10xxxxxx.
std::size_t length(const std::string& text) {
  return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char c) {
    return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U;
  }));
}

std::vector<std::size_t> widths(const std::vector<std::vector<std::string>>& rows) {
  std::vector<std::size_t> widest;
  for (const auto& row : rows) {
    widest.resize(std::max(widest.size(), row.size()));
    for (std::size_t i = 0; i < row.size(); ++i) widest[i] = std::max(widest[i], length(row[i]));
  }
  return widest;
}

}  // namespace

std::string bytes_text(long long bytes) {
  constexpr std::string_view kUnits[] = {"bytes", "kB", "MB", "GB", "TB", "PB"};
  std::size_t unit = 0;
  auto size = static_cast<double>(bytes);
  for (; size >= 1024 && unit + 1 < std::size(kUnits); ++unit) size /= 1024;
  return fmt::format("{:.{}f} {}", size, unit > 0 && size < 10 ? 1 : 0, kUnits[unit]);
}

std::string percent(long long part, long long whole) {
  if (whole <= 0) return "100 %";
  return fmt::format("{} %", std::clamp<long long>(part * 100 / whole, 0, 100));
}

std::string columns(const std::vector<std::vector<std::string>>& rows) {
  const std::vector<std::size_t> widest = widths(rows);
  std::string text;
  for (const auto& row : rows) {
    std::string line;
    for (std::size_t i = 0; i < row.size(); ++i) {
      line += row[i];
      if (i + 1 < row.size()) line.append(widest[i] - length(row[i]) + 2, ' ');
    }
    text += line + "\n";
  }
  return text;
}

}  // namespace zdm::cli
