#include "connection.hpp"

#include <algorithm>
#include <array>
#include <cstdlib>

namespace zdm::cli {
namespace {

constexpr std::string_view kHidden = "***";

// postgres://user:secret@host/…: from the colon to the last @ before the path. A password may hold
// an @ that should have been escaped, and is hidden all the same.
void hide_in_authority(std::string& text) {
  const std::size_t scheme = text.find("://");
  if (scheme == std::string::npos) return;
  const std::size_t at = text.rfind('@');
  const std::size_t colon = text.find(':', scheme + 3);
  if (at == std::string::npos || colon == std::string::npos || colon > at) return;
  text.replace(colon + 1, at - colon - 1, kHidden);
}

// password=secret, also quoted, also as a parameter of a URL; to the end, to be on the safe side.
void hide_keyword(std::string& text) {
  const std::size_t keyword = text.find("password");
  const std::size_t equals = text.find('=', keyword);
  if (keyword == std::string::npos || equals == std::string::npos) return;
  text.replace(equals + 1, std::string::npos, kHidden);
}

}  // namespace

std::string environment_variable(std::string_view name) {
  const char* value = std::getenv(std::string(name).c_str());
  return value == nullptr ? "" : value;
}

std::string connection_url(const std::string& option, const Environment& environment) {
  if (!option.empty()) return option;
  const std::string own = environment("ZDM_POSTGRES_URL");
  return own.empty() ? environment("DATABASE_URL") : own;
}

bool names_a_database(const std::string& url, const Environment& environment) {
  constexpr std::array<std::string_view, 4> kVariables{"PGHOST", "PGHOSTADDR", "PGDATABASE",
                                                       "PGSERVICE"};
  return !url.empty() ||
         std::any_of(kVariables.begin(), kVariables.end(),
                     [&](std::string_view name) { return !environment(name).empty(); });
}

std::string without_password(std::string text) {
  hide_in_authority(text);
  hide_keyword(text);
  return text;
}

}  // namespace zdm::cli
