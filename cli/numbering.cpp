#include "numbering.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>

#include "core/error.hpp"
#include "migration/file_order.hpp"

namespace zdm::cli {
namespace {

constexpr const char* kFirst = "01";
constexpr std::size_t kDate = 8;  // "20260203"

std::string leading_digits(const std::string& name) {
  const auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
  return {name.begin(), std::find_if_not(name.begin(), name.end(), is_digit)};
}

std::string one_more(std::string digits) {
  for (auto digit = digits.rbegin(); digit != digits.rend(); ++digit) {
    if (*digit != '9') {
      ++*digit;
      return digits;
    }
    *digit = '0';
  }
  return "1" + digits;
}

bool is_date(const std::string& digits) {
  return digits.size() >= kDate && (digits.starts_with("19") || digits.starts_with("20"));
}

std::string number_behind(const std::string& last, const std::string& now) {
  if (is_date(last) && last.size() <= now.size() && now.substr(0, last.size()) > last)
    return now.substr(0, last.size());
  return one_more(last);
}

std::string next_name(const std::vector<std::string>& names, const std::string& name,
                      const std::string& now) {
  if (!leading_digits(name).empty()) return name;
  if (names.empty()) return fmt::format("{}_{}", kFirst, name);
  const std::string last = leading_digits(names.back());
  return last.empty() ? name : fmt::format("{}_{}", number_behind(last, now), name);
}

}  // namespace

std::string numbered_name(const std::vector<std::string>& files, const std::string& name,
                          const std::string& now) {
  std::vector<std::string> names;
  for (const std::string& file : files)
    names.push_back(std::filesystem::path(file).stem().string());
  std::string next = next_name(names, name, now);
  if (!names.empty() && !comes_before(names.back(), next))
    throw Error(
        ErrorKind::usage,
        fmt::format("create: \"{}\" would not come behind \"{}\", the last migration of the "
                    "folder",
                    next, names.back()),
        "give it a name that begins with a number of its own");
  return next;
}

}  // namespace zdm::cli
