#include "harness/crash/run_watcher.hpp"

#include <fmt/format.h>

#include <variant>

namespace zdm::harness {
namespace {

struct WorkName {
  std::string_view operator()(const Transaction&) const { return "transaction"; }
  std::string_view operator()(const BuildIndex&) const { return "index"; }
  std::string_view operator()(const DropIndex&) const { return "drop of an index"; }
  std::string_view operator()(const OutsideTransaction&) const { return "outside a transaction"; }
  std::string_view operator()(const Backfill&) const { return "batches"; }
  std::string_view operator()(const Proof&) const { return "proof"; }
  std::string_view operator()(const PublishAsFound&) const { return "as found"; }
};

std::string kind_of(const Step& step) {
  return fmt::format("{}: {}", to_string(step.phase), std::visit(WorkName{}, step.work));
}

// Leaves something half-made when it is cut short.
bool is_long(std::string_view sql) { return sql.find(" CONCURRENTLY ") != std::string_view::npos; }

// Its commands read or write whole tables.
bool is_long_kind(const std::string& kind) {
  return kind.starts_with("build: transaction") || kind.starts_with("backfill");
}

}  // namespace

std::string KillPoint::name() const {
  return fmt::format("{} {} {}", step, kBoundaries.at(static_cast<std::size_t>(boundary)), number);
}

void RunWatcher::enter(const Step& step, const std::string& kind) {
  const std::lock_guard lock(mutex_);
  step_ = step.id;
  kind_ = kind;
  numbers_.clear();
  any_step_ = true;
  tell(Boundary::before_step, 0);
}

void RunWatcher::step_begins(const Step& step) { enter(step, kind_of(step)); }
void RunWatcher::undoing(const Step& step) { enter(step, "undo " + kind_of(step)); }

void RunWatcher::step_done(const Step&, std::chrono::milliseconds) {
  const std::lock_guard lock(mutex_);
  tell(Boundary::after_step, 0);
  step_ = "(end)";
  kind_ = "after the last step";
  numbers_.clear();
}

void RunWatcher::tell(Boundary boundary, int backend) {
  // Before the first step zdm reads, and its few transactions are told by their ends.
  if (!any_step_ && boundary <= Boundary::in_transaction) return;
  listener_({step_, kind_, boundary, ++numbers_[boundary]}, backend);
}

void RunWatcher::about_to_send(int backend, std::string_view sql) {
  const std::lock_guard lock(mutex_);
  if (sql == "BEGIN") {
    tell(Boundary::before_transaction, backend);
    in_transaction_.insert(backend);
  } else if (sql.ends_with("COMMIT")) {
    tell(Boundary::before_commit, backend);
    tell(Boundary::during_commit, backend);
    in_transaction_.erase(backend);
  } else if (sql == "ROLLBACK") {
    in_transaction_.erase(backend);
  } else if (in_transaction_.contains(backend)) {
    tell(Boundary::in_transaction, backend);
    if (is_long_kind(kind_)) tell(Boundary::during_command, backend);
  } else {
    tell(Boundary::before_command, backend);
    if (is_long(sql)) tell(Boundary::during_command, backend);
  }
}

}  // namespace zdm::harness
