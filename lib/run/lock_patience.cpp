#include "run/lock_patience.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <string>

#include "run/blockers.hpp"
#include "run/duration_text.hpp"
#include "run/pauses.hpp"

namespace zdm::run {
namespace {

using Clock = std::chrono::steady_clock;
using std::chrono::duration_cast;
using std::chrono::milliseconds;

std::string list(const std::vector<Blocker>& blockers) {
  std::string who;
  for (const Blocker& blocker : blockers) who += "\n  " + to_text(blocker);
  return who;
}

}  // namespace

GaveWay::GaveWay(const Step& step, const std::vector<Blocker>& others)
    : Error(ErrorKind::lock_unavailable,
            fmt::format("{}: gave way to who has waited for it:{}", step.title, list(others)),
            "run the same command again when they have ended", "55P03") {}

bool is_lock_conflict(const Error& error) {
  const std::string& state = error.sqlstate();
  if (state == "55P03" || state == "40P01") return true;
  // Two commands on one catalog row at once. The server has no code of its own for it, and does not
  // translate it.
  const std::string text = error.what();
  return state == "XX000" && text.find("tuple concurrently ") != std::string::npos;
}

Error lock_unavailable(const std::string& what, milliseconds waited,
                       const std::vector<Blocker>& blockers) {
  const std::string who = list(blockers);
  return {ErrorKind::lock_unavailable,
          fmt::format("{}: could not get a lock within {}{}", what, duration_text(waited),
                      who.empty() ? std::string() : "; it is held by" + who),
          "wait until they have ended, or end them, and run the same command again", "55P03"};
}

bool look_without_waiting(pg::Session& session, milliseconds timeout,
                          const std::function<void()>& look) {
  try {
    session.transaction([&] {
      const auto limit = std::max<long long>(1, timeout.count());
      session.query(sql("SET LOCAL lock_timeout = {}", limit).text());
      look();
    });
    return true;
  } catch (const Error& error) {
    if (is_connection_error(error) || !is_lock_conflict(error)) throw;
    return false;
  }
}

milliseconds lock_timeout(const LockPatience& patience, const SchemaSession& session) {
  return std::min(patience.timeout, session.deadlock_timeout() * 9 / 10);
}

void with_lock_patience(const Waiting& waiting, const std::string& what,
                        const std::function<Blockage()>& who_is_in_the_way,
                        const LockedAttempt& attempt) {
  auto begin = Clock::now();
  const milliseconds patience = waiting.patience.attempts_for;
  Pauses pauses;
  Blockage blockage;
  for (int attempts = 1;; ++attempts) {
    waiting.interruption.check();
    const auto attempt_begin = Clock::now();
    std::optional<GaveWay> gave_way;
    try {
      attempt(blockage.vacuumed);
      return;
    } catch (const GaveWay& error) {
      gave_way = error;
      begin += Clock::now() - attempt_begin;
    } catch (const Error& error) {
      if (is_connection_error(error) || !is_lock_conflict(error)) throw;
    }
    blockage = who_is_in_the_way();
    const auto waited = duration_cast<milliseconds>(Clock::now() - begin);
    if (waited >= patience && gave_way) throw *gave_way;
    if (waited >= patience) throw lock_unavailable(what, waited, blockage.blockers);
    const milliseconds pause = std::min(pauses.next(), patience - waited);
    waiting.progress.waits_for_lock(what, attempts, pause, blockage.blockers);
    waiting.interruption.sleep(pause);
  }
}

void with_lock_patience(RunContext& context, const Step& step, const std::vector<Statement>& wanted,
                        const LockedAttempt& attempt) {
  with_lock_patience(
      {context.options.lock, context.interruption, context.progress}, step.title,
      [&] { return who_blocks(*context.session, wanted); }, attempt);
}

}  // namespace zdm::run
