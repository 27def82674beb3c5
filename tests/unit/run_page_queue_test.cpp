#include <thread>

#include "catch.hpp"
#include "run/page_queue.hpp"

namespace {

using namespace std::chrono_literals;
using zdm::run::PageQueue;
using zdm::run::PageRange;
using zdm::run::split_pages;

TEST_CASE("ranges cover all pages once, in order", "[run]") {
  for (const long long pages : {0LL, 1LL, 63LL, 64LL, 129LL, 1000LL, 100003LL}) {
    long long next = 0;
    for (const PageRange& range : split_pages(0, pages, 16)) {
      CHECK(range.next == next);
      CHECK(range.end > range.next);
      next = range.end;
    }
    CHECK(next == pages);
  }
}

TEST_CASE("a small table is not cut into pieces", "[run]") {
  CHECK(split_pages(0, 100, 16).size() == 1);
  CHECK(split_pages(0, 1 << 20, 16).size() == 16);
}

TEST_CASE("the batches of a stretch are each share of each part of its pages, once", "[run]") {
  for (const long long pages : {1LL, 2LL, 7LL, 2048LL}) {
    PageRange range{
        .next = 10, .end = 5000, .stretch = {.end = 10 + pages, .shares = 4, .parts = 3}};
    CHECK(range.part_begin(0) == 10);
    CHECK(range.part_begin(3) == 10 + pages);
    PageRange::Stretch& stretch = range.stretch;
    for (int share = 0; share < 4; ++share) {
      for (int part = 0; part < 3; ++part, ++stretch.batch) {
        CHECK(stretch.share() == share);
        CHECK(stretch.part() == part);
        CHECK(range.part_begin(part) <= range.part_begin(part + 1));
      }
    }
    CHECK(stretch.batch == stretch.batches());
  }
}

TEST_CASE("the queue ends when all that was taken is done", "[run]") {
  PageQueue queue(split_pages(0, 10, 1));
  REQUIRE(queue.take());
  queue.done();
  CHECK_FALSE(queue.take());
}

TEST_CASE("who finds nothing waits for what another puts back", "[run]") {
  PageQueue queue(split_pages(0, 10, 1));
  auto range = queue.take();
  REQUIRE(range);
  std::optional<PageRange> taken;
  std::thread other([&] {
    taken = queue.take();
    queue.done();
  });
  range->not_before = PageRange::Clock::now() + 50ms;
  queue.put_back(*range);
  queue.done();
  other.join();
  REQUIRE(taken);
  CHECK(taken->end == 10);
  CHECK(PageRange::Clock::now() >= range->not_before);
  CHECK_FALSE(queue.take());
}

TEST_CASE("a stopped queue gives nothing more", "[run]") {
  PageQueue queue(split_pages(0, 10, 1));
  queue.stop();
  CHECK_FALSE(queue.take());
}

}  // namespace
