#include <algorithm>
#include <chrono>
#include <string>

#include "backfill_text.hpp"
#include "catch.hpp"
#include "core/error.hpp"
#include "duration.hpp"
#include "lock_text.hpp"
#include "number_text.hpp"
#include "status_text.hpp"

namespace zdm::cli {
namespace {

using std::chrono::milliseconds;

std::string mistake_in(const std::string& text) {
  try {
    parse_duration(text);
  } catch (const Error& error) {
    CHECK(error.kind() == ErrorKind::usage);
    return error.what();
  }
  return "none";
}

}  // namespace

TEST_CASE("what may be run next is what would not be refused") {
  using run::MigrationStatus;
  run::Status status;
  CHECK(next_commands(status) == std::vector<std::string>{"zdm start FILE"});
  status.active.emplace().status = MigrationStatus::completing;
  CHECK(next_commands(status) == std::vector<std::string>{"zdm complete", "zdm rollback"});
  status.contract_has_begun = true;
  CHECK(next_commands(status) == std::vector<std::string>{"zdm complete"});
}

TEST_CASE("durations are a number and a unit") {
  CHECK(parse_duration("500ms") == milliseconds(500));
  CHECK(parse_duration("1.5s") == milliseconds(1500));
  CHECK(parse_duration("10m") == milliseconds(600000));
  CHECK(parse_duration("10min") == milliseconds(600000));
  CHECK(parse_duration("2h") == milliseconds(7200000));
  CHECK(parse_duration("0") == milliseconds(0));
}

TEST_CASE("what is no duration says why") {
  CHECK(mistake_in("5") == "\"5\" lacks a unit");
  CHECK(mistake_in("5x") == "\"5x\" has no unit that zdm knows");
  CHECK(mistake_in("-1s") == "\"-1s\" is negative");
  CHECK(mistake_in("") == "\"\" is no duration");
  CHECK(mistake_in("99999999h") == "\"99999999h\" is more than 1000 hours");
}

TEST_CASE("a duration printed as an option is read back as the same") {
  for (const int count : {0, 1, 500, 1500, 60000, 90000, 7200000})
    CHECK(parse_duration(duration_option(milliseconds(count))) == milliseconds(count));
  CHECK(duration_option(milliseconds(600000)) == "10m");
}

TEST_CASE("durations for people are rounded") {
  CHECK(duration_text(milliseconds(12)) == "12 ms");
  CHECK(duration_text(milliseconds(3456)) == "3.4 s");
  CHECK(duration_text(milliseconds(125000)) == "2 min 5 s");
  CHECK(duration_text(milliseconds(4321000)) == "1 h 12 min");
}

TEST_CASE("numbers for people have thousands") {
  CHECK(with_thousands(0) == "0");
  CHECK(with_thousands(999) == "999");
  CHECK(with_thousands(1234567) == "1,234,567");
  CHECK(with_thousands(-123) == "-123");
  CHECK(with_thousands(-1234) == "-1,234");
}

TEST_CASE("percent of nothing is all of it, and never more than that") {
  CHECK(percent(0, 0) == "100 %");
  CHECK(percent(41, 100) == "41 %");
  CHECK(percent(7, 5) == "100 %");
}

TEST_CASE("columns are as wide as their widest cell in characters, and nothing trails") {
  CHECK(columns({{"id", "name"}, {"10", "größer"}, {"1", "x"}}) == "id  name\n10  größer\n1   x\n");
  CHECK(columns({{"größer", "b"}, {"x", "c"}}) == "größer  b\nx       c\n");
}

TEST_CASE("a backfill's line leaves out what is not known yet, and says why it pauses") {
  run::BackfillState state;
  state.table = {Identifier("public"), Identifier("users")};
  state.pages = 100;
  state.rows_written = 1000;
  CHECK(backfill_line(state) == "backfill users: 0 %, 1,000 rows");
  state.pages_done = 41;
  state.rows_written = 412000;
  state.rows_left = 590000;
  state.rows_per_second = 95000;
  state.time_left = milliseconds(6200);
  CHECK(backfill_bar(state) ==
        "[########------------] backfill users: 41 %, 412,000 rows, about 590,000 left, "
        "95,000 rows/s, 6.2 s to go");
  state.rows_per_second = 0;
  state.time_left = milliseconds(0);
  state.pause = "replica r1 is 12 s behind";
  CHECK(backfill_line(state) ==
        "backfill users: 41 %, 412,000 rows, about 590,000 left, pauses: replica r1 is 12 s "
        "behind");
}

TEST_CASE("a status in a log says only what has changed") {
  run::Status before;
  before.active.emplace().span = {"01_x"};
  before.steps_total = 5;
  before.backfills.resize(2);
  before.backfills[0].table.name = Identifier("users");
  before.backfills[0].pages = 10;
  CHECK(status_lines(std::nullopt, before) == "01_x is starting: steps 0 of 5 done\n");
  run::Status now = before;
  CHECK(status_lines(before, now).empty());
  now.backfills[0].pages_done = 5;
  CHECK(status_lines(before, now) == "backfill users: 50 %, 0 rows\n");
  CHECK(status_lines(now, run::Status{}) == "no migration is active\n");
}

TEST_CASE("of many tables a status shows the one that is filled now, and counts the others") {
  run::Status status;
  status.active.emplace().name = "01_x";
  status.backfills.resize(100);
  for (std::size_t i = 0; i < 100; ++i) {
    status.backfills[i].table.name = Identifier("t" + std::to_string(i));
    status.backfills[i].pages = 10;
    status.backfills[i].is_done = i < 50;
  }
  status.backfills[50].pages_done = 3;
  const std::string text = render_status(status);
  CHECK(text.find(" t50 30 %") != std::string::npos);
  CHECK(text.find("40 tables more are filled") != std::string::npos);
  CHECK(text.find("39 tables more are to come") != std::string::npos);
  CHECK(std::count(text.begin(), text.end(), '\n') < 40);
}

TEST_CASE("what was set is told in the words of the options") {
  run::BackfillTuning tuning;
  CHECK(tuning_text(tuning).empty());
  tuning.workers = 2;
  tuning.batch_time = milliseconds(100);
  tuning.batch_delay = milliseconds(0);
  CHECK(tuning_text(tuning) == "workers 2, batch time 100ms, batch delay 0");
}

TEST_CASE("names are quoted for people only where they need it") {
  CHECK(plain(Identifier("users_2")) == "users_2");
  CHECK(plain(Identifier("Users")) == "\"Users\"");
  CHECK(plain(Identifier("2users")) == "\"2users\"");
  CHECK(plain({Identifier("other"), Identifier("t")}, Identifier("public")) == "other.t");
  CHECK(plain({Identifier("public"), Identifier("t")}, Identifier("public")) == "t");
}

TEST_CASE("the strongest lock of a transaction, the tables that it is on, and the worst cost") {
  const auto on = [](const char* table, LockMode lock, Cost cost) {
    return Statement{.sql = {},
                     .lock = lock,
                     .cost = cost,
                     .table = QualifiedName{Identifier("public"), Identifier(table)}};
  };
  const Identifier base("public");
  CHECK(strongest_lock_and_cost_on({}, base).empty());
  CHECK(strongest_lock_and_cost_on({on("a", LockMode::share, Cost::scans_table),
                                    on("b", LockMode::access_exclusive, Cost::brief)},
                                   base) == "ACCESS EXCLUSIVE on b, scans the table");
  CHECK(strongest_lock_and_cost_on(
            {on("a", LockMode::share, Cost::brief), on("b", LockMode::share, Cost::brief),
             on("c", LockMode::share, Cost::brief), on("d", LockMode::share, Cost::brief)},
            base) == "SHARE on 4 tables, brief");
  CHECK(lock_and_cost({}).empty());
}

}  // namespace zdm::cli
