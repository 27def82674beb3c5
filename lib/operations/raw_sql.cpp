// Expand: runs the SQL, unless it is marked onComplete.
// Contract: runs the SQL that is marked onComplete.
// Rollback: runs `down`; without it there is no way back.
#include <optional>
#include <string>
#include <utility>

#include "operations/described.hpp"
#include "operations/kinds.hpp"
#include "sql/script.hpp"

namespace zdm::operations {
namespace {

struct RawSqlFields {
  std::string up;
  std::string down;
  bool on_complete = false;
  std::string irreversible;

  static constexpr std::string_view kName = "sql";
  static constexpr std::string_view kSummary =
      "Runs SQL of your own, which zdm neither reads nor makes safe.";
  static constexpr PhaseNotes kPhases{"runs the SQL, unless it is marked onComplete",
                                      "runs the SQL that is marked onComplete",
                                      "runs \"down\"; without it there is no way back"};
  static const fields::Record<RawSqlFields>& record();

  ObjectNames names() const { return {}; }
  Inverse inverse(const Catalog& before, const Catalog& after) const;
  Changes changes(Draft draft) const;
};

const fields::Record<RawSqlFields>& RawSqlFields::record() {
  using Fields = RawSqlFields;
  static const fields::Record<Fields> record(
      "sql",
      {
          fields::required("up", &Fields::up, "the SQL to run"),
          fields::optional("down", &Fields::down, "what takes it back"),
          fields::optional("onComplete", &Fields::on_complete,
                           "run it when the migration is completed, not at its start"),
          fields::optional("irreversible", &Fields::irreversible,
                           "why there is no \"down\"; allows the migration to start without"),
      });
  return record;
}

void refuse_transaction_control(Draft& draft, std::string_view key, const std::string& sql) {
  if (controls_transactions(sql))
    draft.refuse(draft.location().at(key), "transaction-control",
                 "BEGIN, COMMIT and other commands on transactions would break zdm's own",
                 "leave them out: all of it runs in one transaction");
}

Inverse RawSqlFields::inverse(const Catalog&, const Catalog&) const {
  if (fields::is_blank(down))
    return no_inverse("sql without \"down\" has none: write what takes it back as its \"down\"");
  Inverse::Json fields{{"up", down}, {"down", up}};
  if (on_complete) fields["onComplete"] = true;
  Inverse inverse = one_operation("sql", std::move(fields));
  // It has run last, on what the others had made; at complete it would again be the last.
  inverse.alone_because =
      "sql runs at complete behind all others, and its \"down\" has to run before them: run it in "
      "a migration of its own, and take the others back in the next";
  return inverse;
}

Changes RawSqlFields::changes(Draft draft) const {
  if (fields::is_blank(up))
    draft.refuse(draft.location().at("up"), "bad-value", "there is no SQL to run");
  refuse_transaction_control(draft, "up", up);
  refuse_transaction_control(draft, "down", down);
  Changes changes = draft.changes(draft.before());
  if (!draft.refused())
    changes.raw_sql.push_back({.place = draft.location().place(),
                               .up = up,
                               .down = fields::is_blank(down) ? "" : down,
                               .on_complete = on_complete,
                               .irreversible_because = irreversible});
  return changes;
}

}  // namespace

OperationKind raw_sql() { return kind_of<RawSqlFields>(); }

}  // namespace zdm::operations
