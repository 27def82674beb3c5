#include "run/span_plan.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <set>
#include <string>

#include "migration/span.hpp"
#include "planner/fold.hpp"
#include "planner/settled.hpp"
#include "run/planning.hpp"
#include "run/rehearsal.hpp"
#include "run/unseen.hpp"
#include "sql/script.hpp"

namespace zdm::run {
namespace {

// The user's SQL in a file.
struct FileSql {
  std::string at_start;  // empty: none
  bool at_complete = false;
};

FileSql sql_of(const Migration& migration) {
  FileSql result;
  for (const auto& operation : migration.operations) {
    if (operation->kind() != "sql") continue;
    Questions none;
    for (const RawSql& raw : operation->changes(Catalog(), {}, none).raw_sql)
      if (raw.on_complete)
        result.at_complete = true;
      else
        result.at_start += raw.up + "\n;\n";
  }
  return result;
}

// Not those that are for the user to allow.
bool is_refusal(const Finding& finding) {
  return finding.severity == Severity::error && finding.code != "irreversible" &&
         finding.code != "row-security-14";
}

const Finding* first_refusal(const Findings& findings) {
  const auto found = std::find_if(findings.begin(), findings.end(), is_refusal);
  return found == findings.end() ? nullptr : &*found;
}

std::string why_not_tried(const Error& error) {
  if (error.sqlstate() == "57014") return "to try its SQL takes longer than --lock-timeout";
  return std::string("its SQL does not run before the files before it are complete: ") +
         error.what();
}

class SpanPlanning {
 public:
  SpanPlanning(SchemaSession& session, const Options& options, const Waiting& waiting,
               const std::optional<Identifier>& live, const std::vector<Migration>& migrations)
      : session_(session),
        options_(options),
        waiting_(waiting),
        planning_(session, options, waiting),
        live_(live),
        all_(migrations),
        end_(migrations.size()) {
    for (const Migration& migration : all_) sql_.push_back(sql_of(migration));
  }

  SpanPlan run() {
    end_by_text();
    PlanResult longest;  // that was refused
    for (;;) {
      PlanResult planned = attempt();
      const Finding* refusal = first_refusal(planned.findings);
      if (refusal == nullptr && was_refused_ && is_next_refused_) return {all_, std::move(longest)};
      if (refusal == nullptr) return with_note(std::move(planned));
      if (!was_refused_) longest = planned;
      was_refused_ = true;
      if (end_ == 1) return {all_, std::move(longest)};
      end_before(*refusal);
    }
  }

 private:
  std::vector<Migration> span() const {
    return {all_.begin(), all_.begin() + static_cast<std::ptrdiff_t>(end_)};
  }

  // The span ends before this file; or behind the first, which then runs by itself.
  void end_at(std::size_t file, std::string why) {
    end_ = std::max<std::size_t>(file, 1);
    why_ = file > 0 ? std::move(why)
                    : fmt::format("the SQL of {} has to run by itself: {}", all_.front().name, why);
  }

  void end_by_text() {
    for (std::size_t i = 0; i < all_.size(); ++i) {
      if (i > 0 && sql_[i - 1].at_complete)
        return end_at(i, fmt::format("the SQL of {} runs at complete", all_[i - 1].name));
      if (all_.size() > 1 && forbids_transaction(sql_[i].at_start))
        return end_at(i,
                      "its SQL cannot run in a transaction, so that nobody can know beforehand "
                      "what it does to the tables");
    }
  }

  bool tries_sql() const {
    return end_ > 1 && std::any_of(sql_.begin(), sql_.begin() + static_cast<std::ptrdiff_t>(end_),
                                   [](const FileSql& each) { return !each.at_start.empty(); });
  }

  PlanResult attempt() {
    if (tries_sql()) {
      std::optional<PlanResult> planned = attempt_patiently();
      if (end_ > 1) return std::move(*planned);
    }
    return plan_now();
  }

  std::optional<PlanResult> attempt_patiently() {
    std::optional<PlanResult> planned;
    with_lock_patience(
        waiting_, "try what the SQL does to the tables",
        [&] { return who_blocks_readers(*session_, options_.schema); },
        [&](const auto&) {
          Rehearsal::run(session_, options_, [&](Rehearsal& rehearsal) {
            try_sql(rehearsal);
            if (end_ > 1) planned = plan_now();
          });
        });
    return planned;
  }

  void try_sql(Rehearsal& rehearsal) {
    const auto begin = std::chrono::steady_clock::now();
    const Catalog before = planning_.catalog(live_);
    const auto reading = std::chrono::steady_clock::now() - begin;
    for (std::size_t i = 0; i < end_; ++i) {
      if (sql_[i].at_start.empty()) continue;
      const std::set<Identifier> changed =
          i > 0 ? tables_changed_before(i) : std::set<Identifier>();
      if (const auto error = rehearsal.attempt(sql_[i].at_start))
        return end_at(i, why_not_tried(*error));
      if (const std::string why = why_not_with(rehearsal, changed, before, reading); !why.empty()) {
        rehearsal.forget();
        return end_at(i, why);
      }
    }
  }

  // Behind the SQL the tables are read once or twice more, and the server is asked about
  // expressions: that takes some four times as long as to read them. Clients wait for that.
  std::string why_not_with(Rehearsal& rehearsal, const std::set<Identifier>& changed,
                           const Catalog& before, std::chrono::steady_clock::duration reading) {
    for (const Identifier& table : rehearsal.tables_touched())
      if (changed.contains(table))
        return fmt::format("its SQL touches table {}, which a file before it changes",
                           table.quoted());
    if (4 * reading <= options_.lock.timeout) return {};
    for (const Identifier& table : rehearsal.tables_held())
      if (before.table(table) != nullptr)
        return fmt::format("its SQL locks table {}, and to try that would keep clients waiting",
                           table.quoted());
    return {};
  }

  // Without facts the fold goes as far as it can, which is enough to see which tables change.
  std::set<Identifier> tables_changed_before(std::size_t file) {
    const std::vector<Migration> earlier(all_.begin(),
                                         all_.begin() + static_cast<std::ptrdiff_t>(file));
    const Catalog now = planning_.catalog(live_);
    const planner::Folded folded = planner::fold(as_one(earlier), now, {});
    std::set<Identifier> changed;
    for (const auto& table : now.tables())
      if (folded.after.table(table->id) != table.get()) changed.insert(table->name);
    return changed;
  }

  PlanResult plan_now() {
    const std::vector<Migration> span = this->span();
    const Migration whole = as_one(span);
    Basis basis = planning_.basis(live_, whole);
    basis.situation.sql_is_tried = tries_sql();
    Planned planned = plan(whole, basis.before, basis.facts, basis.situation);
    if (span.size() > 1) planned.plan.span = names_of(span);
    const bool is_sound = first_refusal(planned.findings) == nullptr;
    if (was_refused_ && is_sound) look_at_next(basis, planned);
    place(planned.findings, span, basis);
    for (Finding& finding : unseen(*session_, planned.plan)) {
      finding.place.file = whole.file;
      planned.findings.push_back(std::move(finding));
    }
    return {.plan = std::move(planned.plan), .findings = std::move(planned.findings)};
  }

  // Would the file behind the span be refused as well if those before it were complete? Then it is
  // to be mended, and no reason to end the span. A new value of an enum cannot be used before it is
  // committed, so that this cannot be seen.
  void look_at_next(const Basis& basis, const Planned& planned) {
    const Migration& next = all_[end_];
    const Catalog settled =
        planner::settled(basis.before, planned.after, planned.plan.version_schema);
    const Facts facts = planning_.facts(next, settled);
    Situation situation = basis.situation;
    situation.sql_is_tried = false;
    situation.live_version_schema = planned.plan.version_schema;
    is_next_refused_ =
        first_refusal(plan(next, settled, facts, situation).findings) != nullptr &&
        std::none_of(sql_.begin(), sql_.begin() + static_cast<std::ptrdiff_t>(end_),
                     [](const FileSql& each) { return adds_enum_value(each.at_start); });
  }

  // A finding about a table has no place: it belongs to the first file with which it comes.
  static void place(Findings& findings, const std::vector<Migration>& span, const Basis& basis) {
    const auto has_no_place = [&](const Finding& finding) {
      return finding.place.pointer.empty() && finding.place.file == span.back().file;
    };
    if (std::none_of(findings.begin(), findings.end(), has_no_place)) return;
    for (std::size_t i = 1; i < span.size(); ++i) {
      const Migration part = as_one({span.begin(), span.begin() + static_cast<std::ptrdiff_t>(i)});
      const Findings early = plan(part, basis.before, basis.facts, basis.situation).findings;
      for (Finding& finding : findings) {
        const auto is_same = [&](const Finding& other) {
          return other.code == finding.code && other.message == finding.message;
        };
        if (has_no_place(finding) && std::any_of(early.begin(), early.end(), is_same))
          finding.place.file = span[i - 1].file;
      }
    }
  }

  // Where SQL is between, it may be what the file trips over.
  void end_before(const Finding& refusal) {
    std::size_t file = end_ - 1;
    for (std::size_t i = end_; i-- > 0;)
      if (all_[i].file == refusal.place.file) file = i;
    for (std::size_t i = file + 1; i < end_; ++i)
      if (!sql_[i].at_start.empty()) {
        file = i;
        break;
      }
    end_ = std::max<std::size_t>(1, std::min(file, end_ - 1));
    why_ = refusal.message;
  }

  SpanPlan with_note(PlanResult planned) const {
    if (end_ < all_.size())
      planned.findings.push_back(
          {.code = "span-ends",
           .severity = Severity::note,
           .place = {.file = all_[end_].file, .pointer = {}},
           .message = "does not run as one with the files before it, because " + why_,
           .hint = "zdm migrate goes on with it when those are complete"});
    return {span(), std::move(planned)};
  }

  SchemaSession& session_;
  const Options& options_;
  const Waiting& waiting_;
  Planning planning_;
  const std::optional<Identifier>& live_;
  const std::vector<Migration>& all_;
  std::vector<FileSql> sql_;  // of each
  std::size_t end_;           // the first file that is not in the span
  std::string why_;           // it is not
  bool was_refused_ = false;  // a longer span was
  bool is_next_refused_ = false;
};

}  // namespace

SpanPlan plan_span(SchemaSession& session, const Options& options, const Waiting& waiting,
                   const std::optional<Identifier>& live_version_schema,
                   const std::vector<Migration>& migrations) {
  return SpanPlanning(session, options, waiting, live_version_schema, migrations).run();
}

}  // namespace zdm::run
