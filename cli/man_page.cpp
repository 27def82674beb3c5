#include "man_page.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <string_view>

#include "embedded/version.hpp"
#include "help.hpp"

namespace zdm::cli {
namespace {

using Lines = std::vector<std::string_view>;

// Text as roff shows it as it is: a hyphen that can be copied, and no line that begins a request.
std::string roff(std::string_view text) {
  std::string result;
  for (const char c : text) {
    const bool line_begins = result.empty() || result.back() == '\n';
    if (line_begins && (c == '.' || c == '\'')) result += "\\&";
    if (c == '\\')
      result += "\\e";
    else if (c == '-')
      result += "\\-";
    else
      result += c;
  }
  return result;
}

std::string upper(std::string_view text) {
  std::string result(text);
  std::transform(result.begin(), result.end(), result.begin(),
                 [](unsigned char c) { return static_cast<char>(std::toupper(c)); });
  return result;
}

std::string header(std::string_view name, std::string_view summary) {
  return fmt::format(".TH {} 1 \"\" \"zdm {}\" \"zdm\"\n.SH NAME\n{} \\- {}\n", upper(roff(name)),
                     embedded::version, roff(name), roff(summary));
}

std::string section(std::string_view title, std::string_view content) {
  return fmt::format(".SH {}\n{}", title, content);
}

std::string list(const std::vector<Entry>& entries) {
  std::string text;
  for (const Entry& entry : entries)
    text += fmt::format(".TP\n.B {}\n{}\n", roff(entry.term), roff(entry.meaning));
  return text;
}

Lines lines_of(std::string_view text) {
  Lines lines;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    lines.push_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return lines;
}

// A paragraph is filled anew, unless some line of it is indented: that is an example or a list.
std::string paragraph(const Lines& lines) {
  std::string text;
  for (const std::string_view line : lines) text += roff(line) + "\n";
  const bool as_it_is = std::any_of(lines.begin(), lines.end(),
                                    [](std::string_view line) { return line.starts_with(' '); });
  return as_it_is ? ".nf\n" + text + ".fi\n" : text;
}

std::string paragraphs(std::string_view text) {
  std::string result;
  Lines open;
  const auto close = [&] {
    if (!open.empty()) result += (result.empty() ? "" : ".PP\n") + paragraph(open);
    open.clear();
  };
  for (const std::string_view line : lines_of(text)) {
    if (line.empty())
      close();
    else
      open.push_back(line);
  }
  close();
  return result;
}

// ".BR zdm (1)": as man pages name each other.
std::string reference(std::string_view name, std::string_view behind) {
  return fmt::format(".BR {} (1){}\n", roff(name), behind);
}

std::string see_also(const Commands& commands) {
  std::string text;
  for (const auto& command : commands)
    text +=
        reference(fmt::format("zdm-{}", command->name()), command == commands.back() ? "" : ",");
  return text;
}

}  // namespace

std::string man_page(const std::vector<Option>& globals, const Commands& commands) {
  return header("zdm", kWhatItIs) +
         section("SYNOPSIS", ".B zdm\n[global options] COMMAND [options]\n") +
         section("COMMANDS", list(command_entries(commands))) +
         section("GLOBAL OPTIONS",
                 "Before or behind the command.\n" + list(global_entries(globals))) +
         section("EXIT STATUS", list(exit_codes())) + section("SEE ALSO", see_also(commands));
}

std::string man_page(Command& command) {
  const std::string name = fmt::format("zdm-{}", command.name());
  std::string page =
      header(name, command.summary()) + section("SYNOPSIS", roff(usage(command)) + "\n");
  if (!command.details().empty()) page += section("DESCRIPTION", paragraphs(command.details()));
  return page +
         section("OPTIONS", list(own_entries(command)) + ".PP\nGlobal options are those of\n" +
                                reference("zdm", ".")) +
         section("SEE ALSO", reference("zdm", ""));
}

}  // namespace zdm::cli
