#include "property/taken_back.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <functional>

#include "oracle/direct.hpp"

namespace zdm::property {
namespace {

using Json = nlohmann::json;

std::vector<std::string> tables_in(pg::Session& session, const std::string& schema) {
  std::vector<std::string> names;
  for (const pg::Row& row :
       session.query("SELECT tablename FROM pg_tables WHERE schemaname = $1 ORDER BY 1", {schema})
           .rows)
    names.push_back(*row.at(0));
  return names;
}

// Bare copies of all tables, without keys and triggers.
void keep(pg::Session& session, const std::string& schema) {
  session.query("CREATE SCHEMA " + schema);
  for (const std::string& table : tables_in(session, "public"))
    session.query(
        fmt::format("CREATE TABLE {}.{} AS TABLE public.{}", schema, quote(table), quote(table)));
}

// A column of the old version, and what has become of it.
struct Lineage {
  std::string old_table;
  std::string old_column;
  std::string table;  // empty: gone
  std::string column;
  bool derived = false;            // old rows' values come from `down`
  std::vector<std::string> reads;  // by `down`, in the new version
};

class TakingBack {
 public:
  TakingBack(const Trial& trial, pg::Session& copy, pg::Session& original)
      : trial_(trial), copy_(copy), original_(original) {}

  oracle::ColumnNames run(const std::function<void()>& new_clients_write) {
    keep(copy_, "kept");
    copy_.query("CREATE SCHEMA dropped");
    find_columns();
    for (const Step& step : trial_.steps) apply(step);
    keep(copy_, "seen");
    new_clients_write();
    keep(copy_, "written");
    keep(copy_, "back");
    undo();
    for (const Lineage& lineage : lineages_) keep_what_nobody_wrote(lineage);
    for (const std::string& table : tables_in(original_, "public"))
      if (!is_gone(table)) hand_over(table);
    hand_over_positions();
    return std::move(drawn_);
  }

 private:
  void find_columns() {
    for (const pg::Row& row :
         copy_
             .query("SELECT table_name, column_name FROM information_schema.columns "
                    "WHERE table_schema = 'kept' ORDER BY 1, ordinal_position")
             .rows)
      lineages_.push_back({*row[0], *row[1], *row[0], *row[1], false, {}});
  }

  template <typename Change>
  void each_of(const Json& table, Change change) {
    for (Lineage& lineage : lineages_)
      if (lineage.table == table) change(lineage);
  }

  void apply(const Step& step) {
    const std::string kind = step.operation.begin().key();
    const Json& fields = step.operation.begin().value();
    note(kind, fields, step);
    oracle::Direct(copy_).apply({{"operations", Json::array({step.operation})}});
  }

  // What becomes of the columns, and how it is undone.
  void note(const std::string& kind, const Json& fields, const Step& step) {
    if (kind == "rename_table") return note_renamed_table(fields);
    if (kind == "rename_column") return note_renamed_column(fields);
    if (kind == "create_table") return later("DROP TABLE " + name(fields["name"]));
    if (kind == "drop_table") return note_dropped_table(fields);
    if (kind == "add_column")
      return later(fmt::format("ALTER TABLE {} DROP COLUMN {}", name(fields["table"]),
                               name(fields["column"]["name"])));
    if (kind == "alter_column" && (fields.contains("up") || fields.contains("down")))
      return note_altered(fields, step);
    if (kind == "drop_column") note_dropped(fields, step);
  }

  static std::string name(const Json& json) { return quote(json.get<std::string>()); }
  void later(std::string statement) { undo_.push_back(std::move(statement)); }

  void note_renamed_table(const Json& fields) {
    each_of(fields["from"], [&](Lineage& lineage) { lineage.table = fields["to"]; });
    later(fmt::format("ALTER TABLE {} RENAME TO {}", name(fields["to"]), name(fields["from"])));
  }

  void note_renamed_column(const Json& fields) {
    const std::string from = fields["from"];
    const std::string to = fields["to"];
    each_of(fields["table"], [&](Lineage& lineage) {
      if (lineage.column == from) lineage.column = to;
      std::replace(lineage.reads.begin(), lineage.reads.end(), from, to);
    });
    later(fmt::format("ALTER TABLE {} RENAME COLUMN {} TO {}", name(fields["table"]),
                      name(fields["to"]), name(fields["from"])));
  }

  void note_dropped_table(const Json& fields) {
    each_of(fields["name"], [](Lineage& lineage) { lineage.table.clear(); });
    const std::string set_aside = fmt::format("dropped.\"{}\"", undo_.size());
    copy_.query(fmt::format("CREATE TABLE {} AS TABLE {}", set_aside, name(fields["name"])));
    later(fmt::format("CREATE TABLE {} AS TABLE {}", name(fields["name"]), set_aside));
  }

  struct Before {
    std::string type;
    std::string default_value;
    bool draws = false;
  };

  Before column_before(const Json& fields) {
    const pg::Row row =
        copy_
            .query(
                "SELECT format_type(a.atttypid, a.atttypmod), "
                "coalesce(pg_get_expr(df.adbin, df.adrelid), 'NULL'), a.attidentity <> '' "
                "FROM pg_attribute AS a LEFT JOIN pg_attrdef AS df "
                "ON df.adrelid = a.attrelid AND df.adnum = a.attnum "
                "WHERE a.attrelid = $1::regclass AND a.attname = $2",
                {name(fields["table"]), fields["column"].get<std::string>()})
            .rows.at(0);
    return {*row[0], *row[1], *row[2] == "t" || row[1]->starts_with("nextval(")};
  }

  void note_altered(const Json& fields, const Step& step) {
    each_of(fields["table"], [&](Lineage& lineage) {
      if (lineage.column != fields["column"]) return;
      lineage.derived = true;
      lineage.reads = step.down_reads;
    });
    const std::string table = name(fields["table"]);
    const std::string column = name(fields["column"]);
    later(
        fmt::format("ALTER TABLE {0} ADD COLUMN _back {2}; UPDATE {0} SET _back = ({3}); "
                    "ALTER TABLE {0} DROP COLUMN {1}; ALTER TABLE {0} RENAME COLUMN _back TO {1}",
                    table, column, column_before(fields).type,
                    fields.contains("down") ? fields["down"].get<std::string>() : column));
  }

  void note_dropped(const Json& fields, const Step& step) {
    const Before before = column_before(fields);
    each_of(fields["table"], [&](Lineage& lineage) {
      if (lineage.column != fields["column"]) return;
      lineage.derived = true;
      lineage.column.clear();
      lineage.reads = step.down_reads;
      if (before.draws) drawn_.emplace(lineage.old_table, lineage.old_column);
    });
    std::string value = before.draws ? "- rid" : before.default_value;
    if (fields.contains("down")) value = fields["down"];
    later(fmt::format("ALTER TABLE {0} ADD COLUMN {1} {2}; UPDATE {0} SET {1} = ({3})",
                      name(fields["table"]), name(fields["column"]), before.type, value));
  }

  void undo() {
    copy_.query("SET search_path = back, public");
    for (auto statement = undo_.rbegin(); statement != undo_.rend(); ++statement)
      copy_.query(*statement);
  }

  // New clients cannot have written to it.
  bool is_gone(const std::string& old_table) const {
    return std::any_of(lineages_.begin(), lineages_.end(), [&](const Lineage& lineage) {
      return lineage.old_table == old_table && lineage.table.empty();
    });
  }

  void keep_what_nobody_wrote(const Lineage& lineage) {
    if (!lineage.derived || lineage.table.empty()) return;
    std::string changed = "false";
    for (const std::string& read : lineage.reads)
      changed += fmt::format(" OR to_jsonb(s.{0}) IS DISTINCT FROM to_jsonb(w.{0})", quote(read));
    copy_.query(fmt::format(
        "UPDATE back.{0} AS b SET {1} = k.{1} FROM kept.{0} AS k, seen.{2} AS s, written.{2} AS w "
        "WHERE k.rid = b.rid AND s.rid = b.rid AND w.rid = b.rid AND NOT ({3})",
        quote(lineage.old_table), quote(lineage.old_column), quote(lineage.table), changed));
  }

  void hand_over(const std::string& table) {
    const std::string rows =
        copy_
            .query(
                fmt::format("SELECT coalesce(jsonb_agg(to_jsonb(_row)), '[]') FROM back.{} AS _row",
                            quote(table)))
            .value();
    const std::string columns =
        original_
            .query(
                "SELECT string_agg(quote_ident(attname), ', ') FROM pg_attribute "
                "WHERE attrelid = $1::regclass AND attnum > 0 AND NOT attisdropped "
                "AND attgenerated = ''",
                {"public." + quote(table)})
            .value();
    original_.query(fmt::format("DELETE FROM public.{}", quote(table)));
    original_.query(
        fmt::format("INSERT INTO public.{0} ({1}) OVERRIDING SYSTEM VALUE "
                    "SELECT {1} FROM jsonb_populate_recordset(NULL::public.{0}, $1::jsonb)",
                    quote(table), columns),
        {rows});
  }

  void hand_over_positions() {
    for (const pg::Row& row :
         copy_
             .query("SELECT quote_ident(sequencename), last_value FROM pg_sequences "
                    "WHERE schemaname = 'public' AND last_value IS NOT NULL")
             .rows)
      original_.query(
          "SELECT setval(to_regclass($1), $2::bigint) "
          "WHERE to_regclass($1) IS NOT NULL",
          {"public." + *row[0], *row[1]});
  }

  const Trial& trial_;
  pg::Session& copy_;
  pg::Session& original_;
  std::vector<Lineage> lineages_;
  std::vector<std::string> undo_;
  oracle::ColumnNames drawn_;
};

}  // namespace

oracle::ColumnNames take_back(const Trial& trial, pg::Session& copy, pg::Session& original,
                              const std::function<void()>& new_clients_write) {
  return TakingBack(trial, copy, original).run(new_clients_write);
}

}  // namespace zdm::property
