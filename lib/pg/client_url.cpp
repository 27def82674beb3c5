#include "pg/client_url.hpp"

#include <fmt/format.h>
#include <libpq-fe.h>

#include <cctype>
#include <map>
#include <memory>

#include "core/error.hpp"
#include "pg/connection_string.hpp"

namespace zdm::pg {
namespace {

using Settings = std::map<std::string, std::string>;

// What the string says. Passwords are those that libpq itself would show as stars.
Settings settings_of(const std::string& connection_string) {
  char* message = nullptr;
  const std::unique_ptr<PQconninfoOption, decltype(&PQconninfoFree)> options(
      PQconninfoParse(connection_string.c_str(), &message), PQconninfoFree);
  const std::unique_ptr<char, decltype(&PQfreemem)> owned(message, PQfreemem);
  if (!options)
    throw Error(ErrorKind::usage,
                hide_password(message == nullptr ? "out of memory" : message, connection_string));
  Settings settings;
  for (const PQconninfoOption* option = options.get(); option->keyword != nullptr; ++option)
    if (option->val != nullptr && *option->dispchar != '*') settings[option->keyword] = option->val;
  return settings;
}

std::string percent_encoded(std::string_view text) {
  std::string encoded;
  for (const char c : text)
    if (const auto byte = static_cast<unsigned char>(c);
        std::isalnum(byte) != 0 || std::string_view("-._~").find(c) != text.npos)
      encoded += c;
    else
      encoded += fmt::format("%{:02X}", byte);
  return encoded;
}

// The server breaks `options` at spaces; see PGOPTIONS and options (libpq-connect).
std::string as_option(std::string_view value) {
  std::string option;
  for (const char c : value) {
    if (c == ' ' || c == '\\') option += '\\';
    option += c;
  }
  return option;
}

std::string path_text(const std::vector<Identifier>& search_path) {
  std::string text;
  for (const Identifier& schema : search_path) text += (text.empty() ? "" : ",") + schema.quoted();
  return text;
}

std::string take(Settings& settings, const std::string& key) {
  const auto found = settings.find(key);
  if (found == settings.end()) return {};
  std::string value = std::move(found->second);
  settings.erase(found);
  return value;
}

}  // namespace

std::string client_url(const std::string& connection_string,
                       const std::vector<Identifier>& search_path) {
  Settings settings = settings_of(connection_string);
  const std::string user = take(settings, "user");
  const std::string database = take(settings, "dbname");
  std::string& options = settings["options"];
  options += (options.empty() ? "" : " ") + ("-csearch_path=" + as_option(path_text(search_path)));
  // Host and port are parameters as any other: a list of them, or a socket's folder, has no other
  // place that all clients read.
  std::string url = "postgresql://" + (user.empty() ? "" : percent_encoded(user) + "@") + "/" +
                    percent_encoded(database);
  char separator = '?';
  for (const auto& [key, value] : settings) {
    url += separator + key + "=" + percent_encoded(value);
    separator = '&';
  }
  return url;
}

}  // namespace zdm::pg
