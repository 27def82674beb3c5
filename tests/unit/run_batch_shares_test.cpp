#include "catch.hpp"
#include "run/batch_shares.hpp"

namespace {

using zdm::run::BatchShares;

// A stretch whose first share finds no room, and `in_place` of a hundred rows in each other one.
void fill_stretch(BatchShares& shares, long long in_place) {
  const int count = shares.count();
  shares.record(0, 100, 0);
  for (int share = 1; share < count; ++share) shares.record(share, 100, in_place);
  shares.end_stretch();
}

TEST_CASE("a stretch is filled in shares as long as rows stay in their pages", "[run]") {
  BatchShares shares(8);
  for (int i = 0; i < 100; ++i) {
    CHECK(shares.count() == 8);
    fill_stretch(shares, 26);
  }
}

TEST_CASE("shares rest where rows find no room, and are tried again", "[run]") {
  BatchShares shares(8);
  for (int times = 0; times < 3; ++times) {
    CHECK(shares.count() == 8);
    fill_stretch(shares, 24);
    for (int i = 0; i < 16; ++i) {
      CHECK(shares.count() == 1);
      fill_stretch(shares, 0);
    }
  }
}

TEST_CASE("a stretch without rows to fill says nothing about room", "[run]") {
  BatchShares shares(8);
  for (int share = 0; share < 8; ++share) shares.record(share, 0, 0);
  shares.end_stretch();
  CHECK(shares.count() == 8);
}

TEST_CASE("beside other workers, a share of other pages lies between two of the same", "[run]") {
  CHECK(BatchShares::parts(8, 1) == 1);
  CHECK(BatchShares::parts(8, 2) > 1);
  CHECK(BatchShares::parts(1, 2) == 1);
}

TEST_CASE("each hash is in one share", "[run]") {
  CHECK(BatchShares::mask(1) == 0);
  CHECK(BatchShares::mask(8) == 7);
}

}  // namespace
