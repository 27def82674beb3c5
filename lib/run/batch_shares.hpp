#pragma once

namespace zdm::run {

// In how many batches a stretch of pages is filled, each with a share of the rows of every page.
//
// A new version of a row that finds room in its own page needs no new index entries, and no further
// page ("Heap-Only Tuples (HOT)", storage-hot). In a full page there is no room, until the versions
// that an earlier batch has replaced are pruned: so the first share goes elsewhere, and each one
// behind it takes the room that the one before has left. Where that room does not become free,
// since some transaction still sees the old versions, or since a page holds only a few rows, shares
// are only more reading: it is counted what they gain, and they rest for a while where that is
// little. Each worker has its own.
class BatchShares {
 public:
  explicit BatchShares(int most) : most_(most) {}

  // For the stretch that begins now: a power of two, as `most` has to be.
  int count() const { return resting_ > 0 ? 1 : most_; }

  // In how many parts the pages of a stretch with so many shares are taken. While another worker's
  // batch runs, what was replaced before its end is not pruned: so a share of other pages lies
  // between two of the same.
  static int parts(int shares, int workers);

  // The bits of a row's hash that tell its share of so many.
  static int mask(int shares) { return shares - 1; }

  // One batch was written; how many of its rows stayed in their pages, without new index entries.
  void record(int share, long long rows, long long in_place);
  // All shares of a stretch were.
  void end_stretch();

 private:
  int most_;
  long long rows_ = 0;
  long long in_place_ = 0;
  int resting_ = 0;  // stretches yet to go without shares
};

}  // namespace zdm::run
