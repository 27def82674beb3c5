#include "run/batch_shares.hpp"

namespace zdm::run {
namespace {

constexpr int kRest = 16;
constexpr int kLeastGain = 4;  // one row in so many stays in its page

constexpr int kPartsOfSeveral = 4;

}  // namespace

int BatchShares::parts(int shares, int workers) {
  return shares > 1 && workers > 1 ? kPartsOfSeveral : 1;
}

// The first share finds no room, wherever pages are full.
void BatchShares::record(int share, long long rows, long long in_place) {
  if (share == 0) return;
  rows_ += rows;
  in_place_ += in_place;
}

void BatchShares::end_stretch() {
  if (resting_ > 0)
    --resting_;
  else if (in_place_ * kLeastGain < rows_)
    resting_ = kRest;
  rows_ = in_place_ = 0;
}

}  // namespace zdm::run
