#include "load/lock_waits.hpp"

#include <algorithm>
#include <regex>

namespace zdm::load {
namespace {

std::vector<std::string> numbers(const std::string& text) {
  static const std::regex number(R"(\d+)");
  std::vector<std::string> found;
  for (std::sregex_iterator i(text.begin(), text.end(), number), end; i != end; ++i)
    found.push_back(i->str());
  return found;
}

}  // namespace

// The lines are, each behind APPLICATION|PROCESS|
//   LOG:  process 7 still waiting for MODE on relation 1 of database 2 after 100.1 ms
//   DETAIL:  Process holding the lock: 5. Wait queue: 6, 7.
//   LOG:  process 7 acquired MODE on relation 1 of database 2 after 120.3 ms
//   LOG:  disconnection: session time: …
void LockWaits::read_line(const std::string& line) {
  static const std::regex parts(R"(^([^|]*)\|(\d+)\|(LOG|DETAIL):  (.*)$)");
  static const std::regex waiting(R"(^process (\d+) still waiting for (.*) after )");
  static const std::regex holders(R"(^Process(?:es)? holding the lock: (.*)\. Wait queue: (.*)\.)");
  static const std::regex acquired(R"(^process (\d+) acquired (.*) after ([0-9]+)\.[0-9]+ ms)");
  std::smatch line_match, match;
  if (!std::regex_match(line, line_match, parts)) return;
  const std::string process = line_match[2], message = line_match[4];
  if (line_match[1] == kZdm && message.rfind("disconnection", 0) == 0) zdm_.push_back(process);
  const auto open = std::find_if(open_.begin(), open_.end(),
                                 [&](const Wait& wait) { return wait.process == process; });
  if (std::regex_search(message, match, waiting)) {
    if (open != open_.end()) open_.erase(open);
    const std::string what = match[2];
    const bool for_row = what.find("on relation") == std::string::npos;
    open_.push_back({process, {}, {what, std::chrono::milliseconds(0), for_row}});
  } else if (open != open_.end() && std::regex_search(message, match, holders)) {
    open->before_it = numbers(match[1]);
    for (const std::string& waiter : numbers(match[2])) {
      if (waiter == process) break;
      open->before_it.push_back(waiter);
    }
  } else if (open != open_.end() && std::regex_search(message, match, acquired)) {
    open->wait.waited = std::chrono::milliseconds(std::stoll(match[3]));
    waits_.push_back(*open);
    open_.erase(open);
  }
}

void LockWaits::read(std::istream& log) {
  for (std::string line; std::getline(log, line);) read_line(line);
  log.clear();
}

std::vector<LockWait> LockWaits::behind_zdm() const {
  std::vector<LockWait> found;
  const auto is_zdm = [this](const std::string& process) {
    return std::find(zdm_.begin(), zdm_.end(), process) != zdm_.end();
  };
  for (const Wait& wait : waits_)
    if (!is_zdm(wait.process) && std::any_of(wait.before_it.begin(), wait.before_it.end(), is_zdm))
      found.push_back(wait.wait);
  return found;
}

}  // namespace zdm::load
