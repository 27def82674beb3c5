#include "catch.hpp"
#include "run/batch_size.hpp"
#include "run/pauses.hpp"

namespace {

using namespace std::chrono_literals;
using zdm::run::BatchSize;
using zdm::run::Pauses;

TEST_CASE("batches grow towards the time that is aimed at, at most twofold", "[run]") {
  BatchSize size(200ms);
  const long long first = size.pages();
  size.record(first, 1ms);
  CHECK(size.pages() == 2 * first);
  size.record(2 * first, 160ms);
  CHECK(size.pages() == 5 * first / 2);
}

TEST_CASE("a batch that took too long halves the next one, but not below a page", "[run]") {
  BatchSize size(200ms);
  for (int i = 0; i < 20; ++i) size.record(size.pages(), 10s);
  CHECK(size.pages() == 1);
}

TEST_CASE("a batch over empty pages does not grow without end", "[run]") {
  BatchSize size(200ms);
  for (int i = 0; i < 20; ++i) size.record(size.pages(), 1us);
  CHECK(size.pages() == 2048);
}

TEST_CASE("the short end of a range does not shrink the batches behind it", "[run]") {
  BatchSize size(200ms);
  const long long before = size.pages();
  size.record(1, 1ms);
  CHECK(size.pages() == before);
}

TEST_CASE("batches for a server far away are long enough to be worth the way", "[run]") {
  BatchSize size(20ms);
  for (int i = 0; i < 20; ++i) {
    const auto writing = size.pages() * 1ms;
    size.record(size.pages(), writing + 50ms, 1, 50ms);
  }
  CHECK(size.pages() >= 40);
  CHECK(size.pages() <= 50);
}

TEST_CASE("a fixed number of rows is a fixed number of pages", "[run]") {
  BatchSize size(1000, 50.0);
  size.record(20, 10s);
  CHECK(size.pages() == 20);
  CHECK(BatchSize(1, 50.0).pages() == 1);
}

TEST_CASE("pauses grow to ten seconds, with a jitter of a fifth", "[run]") {
  CHECK(Pauses::after(0) == 100ms);
  CHECK(Pauses::after(1) == 160ms);
  CHECK(Pauses::after(1000) == 10s);
  Pauses pauses(7);
  for (int i = 0; i < 30; ++i) {
    const auto pause = pauses.next();
    CHECK(pause >= Pauses::after(i) * 8 / 10 - 1ms);
    CHECK(pause <= Pauses::after(i) * 12 / 10 + 1ms);
  }
}

}  // namespace
