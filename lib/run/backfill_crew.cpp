#include "run/backfill_crew.hpp"

#include <algorithm>

#include "core/error.hpp"

namespace zdm::run {
namespace {

using namespace std::chrono_literals;

constexpr auto kBetweenConnects = 10s;

}  // namespace

BackfillCrew::BackfillCrew(BackfillPass& pass, WorkerOptions options, std::size_t most)
    : pass_(pass), options_(std::move(options)), most_(std::max<std::size_t>(most, 1)) {}

BackfillCrew::~BackfillCrew() {
  if (std::any_of(places_.begin(), places_.end(),
                  [](const Place& place) { return place.worker.valid(); }))
    stop();
}  // and the futures wait

void BackfillCrew::stop() {
  pass_.stop.ask();
  pass_.queue.stop();
}

void BackfillCrew::start(std::size_t number) {
  places_[number].worker =
      std::async(std::launch::async, [&pass = pass_, options = options_, number] {
        return BackfillWorker(pass, options, static_cast<int>(number)).run();
      });
}

void BackfillCrew::keep(int wanted) {
  const std::size_t count = std::clamp<std::size_t>(static_cast<std::size_t>(wanted), 1, most_);
  pass_.workers_wanted = static_cast<int>(count);
  if (pass_.stop.asked()) return;
  if (places_.size() < count) places_.resize(count);
  const auto now = Clock::now();
  // The others come once the first is there: it alone must not be left without a connection, and a
  // small table is filled before they are wanted.
  const std::size_t first_ones = pass_.worker_pids().empty() ? 1 : count;
  for (std::size_t i = 0; i < first_ones; ++i) {
    look_after(places_[i]);
    if (!places_[i].worker.valid() && places_[i].not_before <= now) start(i);
  }
}

// What there was to do stays done: one that has found nothing is not sent again.
void BackfillCrew::look_after(Place& place) {
  if (!place.worker.valid() || place.worker.wait_for(0s) != std::future_status::ready) return;
  try {
    const Left left = place.worker.get();
    if (left == Left::nothing_to_do) place.not_before = Clock::time_point::max();
    if (left == Left::no_connection) place.not_before = Clock::now() + kBetweenConnects;
  } catch (const Error& error) {
    place.not_before = Clock::time_point::max();
    // The others were interrupted because of it.
    if (!error_ || error.kind() != ErrorKind::interrupted) error_ = std::current_exception();
  }
}

bool BackfillCrew::wait_for(std::chrono::milliseconds moment) {
  const auto deadline = Clock::now() + moment;
  return std::all_of(places_.begin(), places_.end(), [deadline](const Place& place) {
    return !place.worker.valid() || place.worker.wait_until(deadline) == std::future_status::ready;
  });
}

void BackfillCrew::finish() {
  for (Place& place : places_) {
    if (place.worker.valid()) place.worker.wait();
    look_after(place);
  }
  if (error_) std::rethrow_exception(error_);
}

}  // namespace zdm::run
