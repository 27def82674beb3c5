#include "load/client.hpp"

#include <fmt/format.h>

#include <chrono>

#include "core/error.hpp"

namespace zdm::load {
namespace {

using Clock = std::chrono::steady_clock;
using std::chrono::duration_cast;
using std::chrono::milliseconds;

constexpr std::string_view kSleep = "sleep ";
// Between two statements, so that it is the server's locks that are measured, not its processors.
constexpr milliseconds kThinks{3};

void replace(std::string& text, std::string_view word, long long number) {
  for (auto at = text.find(word); at != std::string::npos; at = text.find(word))
    text.replace(at, word.size(), std::to_string(number));
}

}  // namespace

Client::Client(ClientScript script, const Settings& settings)
    : script_(std::move(script)),
      settings_(settings),
      random_(static_cast<unsigned>(settings.number + 1)) {
  report_.name = script_.name;
  thread_ = std::thread([this] { run(); });
}

Client::~Client() {
  stop_ = true;
  if (thread_.joinable()) thread_.join();
}

ClientReport Client::stop() {
  stop_ = true;
  thread_.join();
  return report_;
}

void Client::run() {
  try {
    pg::Session session(pg::Target{settings_.url, {}, script_.name});
    session.query("SET search_path = " + settings_.search_path);
    for (const std::string& statement : script_.prepares) run_statement(session, statement);
    while (!stop_) run_round(session);
  } catch (const Error& error) {
    report_.errors.push_back(fmt::format("{} ({})", error.what(), error.sqlstate()));
    failed_ = true;
  }
}

void Client::run_round(pg::Session& session) {
  for (const std::string& statement : script_.round) run_statement(session, filled_in(statement));
  report_.rounds = ++rounds_;
}

void Client::run_statement(pg::Session& session, const std::string& statement) {
  if (statement.starts_with(kSleep)) {
    std::this_thread::sleep_for(milliseconds(std::stoi(statement.substr(kSleep.size()))));
    return;
  }
  const auto begin = Clock::now();
  try {
    session.query(statement);
  } catch (const Error& error) {
    throw Error(error.kind(), fmt::format("{}\n    in {}", error.what(), statement), error.hint(),
                error.sqlstate());
  }
  report_.latencies.add(duration_cast<Latencies::Duration>(Clock::now() - begin));
  std::this_thread::sleep_for(kThinks);
}

std::string Client::filled_in(std::string statement) {
  std::uniform_int_distribution<int> rows(1, settings_.rows);
  const int row = rows(random_);
  const int own = row - row % kMostClients + settings_.number % kMostClients + 1;
  replace(statement, ":own", own > settings_.rows ? settings_.number % kMostClients + 1 : own);
  replace(statement, ":row", row);
  replace(statement, ":fresh", 1000000 + 10000000LL * settings_.number + ++fresh_);
  return statement;
}

}  // namespace zdm::load
