#include "pg/connection_string.hpp"

#include <algorithm>
#include <cctype>
#include <cstdlib>
#include <vector>

namespace zdm::pg {
namespace {

constexpr std::string_view kConnectTimeout = "connect_timeout=15";  // seconds
constexpr std::string_view kHidden = "***";

bool is_url(std::string_view text) {
  return text.starts_with("postgresql://") || text.starts_with("postgres://");
}

struct Span {
  std::size_t begin;
  std::size_t end;
};

// Where the values of password=… and sslpassword=… are in a URL.
std::vector<Span> secret_parameters(std::string_view url) {
  constexpr std::string_view kKey = "password=";
  std::vector<Span> spans;
  for (auto at = url.find(kKey); at != std::string_view::npos; at = url.find(kKey, at + 1)) {
    const std::size_t begin = at + kKey.size();
    spans.push_back({begin, std::min(url.find('&', begin), url.size())});
  }
  return spans;
}

// The user's password goes from the first colon behind the scheme to the last @: it may hold what
// should have been written as %XX, and libpq then takes pieces of it for the host or the port.
std::vector<Span> secrets_of_url(std::string_view url) {
  std::vector<Span> spans = secret_parameters(url);
  const std::size_t colon = url.find(':', url.find("://") + 3);
  const std::size_t at = url.rfind('@');
  if (at != std::string_view::npos && colon < at) spans.push_back({colon + 1, at});
  return spans;
}

// To the next keyword, since a value that lacks its quotes goes on behind a space.
std::vector<Span> secrets_of_keywords(std::string_view text) {
  constexpr std::string_view kKey = "password";
  std::vector<Span> spans;
  for (auto at = text.find(kKey); at != std::string_view::npos; at = text.find(kKey, at + 1)) {
    const std::size_t begin = std::min(text.find('=', at), text.size() - 1) + 1;
    const std::size_t next = std::min(text.find('=', begin), text.size());
    const std::size_t space = text.substr(0, next).find_last_of(" \t\n");
    const bool has_next = next < text.size() && space != std::string_view::npos && space > begin;
    spans.push_back({begin, has_next ? space : text.size()});
  }
  return spans;
}

int hex_digit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  const int lower = std::tolower(static_cast<unsigned char>(c));
  return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
}

std::string percent_decoded(std::string_view text) {
  std::string decoded;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool escape = text[i] == '%' && i + 2 < text.size() && hex_digit(text[i + 1]) >= 0 &&
                        hex_digit(text[i + 2]) >= 0;
    decoded +=
        escape ? static_cast<char>(hex_digit(text[i + 1]) * 16 + hex_digit(text[i + 2])) : text[i];
    if (escape) i += 2;
  }
  return decoded;
}

// What of a connection string anyone may see, and what nobody; both as written and decoded.
struct Parts {
  std::vector<std::string> open;
  std::vector<std::string> secret;
};

void add(std::vector<std::string>& parts, std::string_view text) {
  if (text.empty()) return;
  parts.emplace_back(text);
  parts.push_back(percent_decoded(text));
}

Parts parts_of(std::string_view text) {
  std::vector<Span> spans = is_url(text) ? secrets_of_url(text) : secrets_of_keywords(text);
  std::sort(spans.begin(), spans.end(),
            [](const Span& a, const Span& b) { return a.begin < b.begin; });
  Parts parts;
  std::size_t done = 0;
  for (const Span& span : spans) {
    if (span.begin > done) add(parts.open, text.substr(done, span.begin - done));
    add(parts.secret, text.substr(span.begin, span.end - span.begin));
    done = std::max(done, span.end);
  }
  add(parts.open, text.substr(done));
  return parts;
}

bool occurs(std::string_view word, const std::vector<std::string>& texts) {
  return std::any_of(texts.begin(), texts.end(),
                     [&](const std::string& text) { return text.find(word) != std::string::npos; });
}

std::string masked(std::string text, std::size_t begin, std::size_t end) {
  return text.replace(begin, end - begin, kHidden);
}

}  // namespace

std::string with_connect_timeout(std::string_view connection_string) {
  const std::string text(connection_string);
  if (text.find("connect_timeout") != std::string::npos || std::getenv("PGCONNECT_TIMEOUT"))
    return text;
  if (!is_url(text)) return std::string(kConnectTimeout) + " " + text;
  const std::string_view separator = text.find('?') == std::string::npos ? "?" : "&";
  return text + std::string(separator) + std::string(kConnectTimeout);
}

std::string hide_password(std::string message, std::string_view connection_string) {
  const Parts parts = parts_of(connection_string);
  if (parts.secret.empty()) return message;
  const std::vector<std::string> whole{std::string(connection_string),
                                       percent_decoded(connection_string)};
  std::size_t open = message.find('"');
  // With a quote in it, a password would end a quoted word too early.
  if (open != std::string::npos && occurs("\"", parts.secret))
    return masked(message, open + 1, message.rfind('"'));
  while (open != std::string::npos) {
    std::size_t close = message.find('"', open + 1);
    if (close == std::string::npos) break;
    const std::string word = message.substr(open + 1, close - open - 1);
    if (occurs(word, whole) && !occurs(word, parts.open)) {
      message = masked(message, open + 1, close);
      close = open + 1 + kHidden.size();
    }
    open = message.find('"', close + 1);
  }
  return message;
}

}  // namespace zdm::pg
