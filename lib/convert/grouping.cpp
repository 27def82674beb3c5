#include "convert/grouping.hpp"

#include <algorithm>
#include <utility>

#include "convert/column_joins.hpp"
#include "convert/reading.hpp"
#include "convert/sql_name.hpp"
#include "convert/wanted.hpp"

namespace zdm::convert {
namespace {

// A constraint of a table, from that of a create_constraint.
Json without_operation(const Json& fields) {
  Json constraint = fields;
  for (const char* key : {"table", "up", "down", "index"}) constraint.erase(key);
  return constraint;
}

}  // namespace

std::optional<Grouping::Position> Grouping::partner(const Change& change, const Wanted& wanted) {
  for (Position i = changes_.size(); i-- > 0;) {
    if (wanted(changes_[i])) return i;
    if (changes_[i].touches.conflicts_with(change.touches)) return std::nullopt;
  }
  return std::nullopt;
}

std::optional<Grouping::Position> Grouping::movable_partner(const Change& change,
                                                            const Wanted& wanted) {
  if (const auto found = partner(change, wanted)) return found;
  Position last = changes_.size();
  Position i = changes_.size();
  while (i-- > 0 && !wanted(changes_[i]))
    if (last == changes_.size() && changes_[i].touches.conflicts_with(change.touches)) last = i;
  if (i >= changes_.size()) return std::nullopt;
  for (Position between = i + 1; between <= last; ++between)
    if (changes_[between].touches.conflicts_with(changes_[i].touches)) return std::nullopt;
  const auto from = changes_.begin() + static_cast<std::ptrdiff_t>(i);
  std::rotate(from, from + 1, changes_.begin() + static_cast<std::ptrdiff_t>(last) + 1);
  return last;
}

Change& Grouping::join(Position position, const Change& change) {
  Change& partner = changes_[position];
  partner.touches.add(change.touches);
  partner.statements.insert(partner.statements.end(), change.statements.begin(),
                            change.statements.end());
  return partner;
}

void Grouping::take_away(Position position) {
  changes_.erase(changes_.begin() + static_cast<std::ptrdiff_t>(position));
}

bool Grouping::join_constraint(const Change& change) {
  const Json& table = change.fields.at("table");
  if (const auto made =
          movable_partner(change, [&](const Change& each) { return is_table(each, table); })) {
    put_into_table(join(*made, change).fields, without_operation(change.fields));
    return true;
  }
  const Json& columns = change.fields.value("up", Json::object());
  if (columns.size() != 1) return false;
  const auto added = partner(
      change, [&](const Change& each) { return adds_column(each, table, columns.begin().key()); });
  if (!added ||
      !put_at_column(changes_[*added].fields["column"], table, without_operation(change.fields)))
    return false;
  join(*added, change);
  return true;
}

bool Grouping::join_validation(const Change& change) {
  for (Position i = changes_.size(); i-- > 0;) {
    const bool holds_constraints = changes_[i].kind == Kind::create_constraint ||
                                   changes_[i].kind == Kind::create_table ||
                                   changes_[i].kind == Kind::add_column;
    if (!holds_constraints || !changes_[i].touches.writes.contains(constraint_object(
                                  change.fields.at("table"), change.fields.at("name"))))
      continue;
    join(i, change).proven = true;
    return true;
  }
  return false;
}

bool Grouping::join_index_use(const Change& change) {
  const auto made = partner(change, [&](const Change& each) {
    return each.kind == Kind::create_index && is_of(each, change.fields, {"table"}) &&
           each.fields.at("name") == change.fields.at("index");
  });
  if (!made) return false;
  Change constraint = change;
  constraint.kind = Kind::create_constraint;
  constraint.fields.erase("index");
  const Json& index = changes_[*made].fields;
  for (const Json& element : index.at("columns")) {
    if (element.size() != 1 || !element.contains("column")) return false;
    const std::string column = element.at("column");
    constraint.fields["columns"].push_back(column);
    constraint.fields["up"][column] = sql_name(column);
    constraint.touches.reads.insert(column_object(change.fields.at("table"), column));
  }
  constraint.fields["down"] = constraint.fields.value("up", Json::object());
  if (index.contains("nulls_not_distinct")) constraint.fields["nulls_not_distinct"] = true;
  if (index.contains("include"))
    constraint.fields["index_parameters"]["include_columns"] = index.at("include");
  if (index.contains("storage_parameters"))
    constraint.fields["index_parameters"]["storage_parameters"] = index.at("storage_parameters");
  constraint.statements.insert(constraint.statements.begin(), changes_[*made].statements.begin(),
                               changes_[*made].statements.end());
  take_away(*made);
  add(std::move(constraint));
  return true;
}

bool Grouping::join_alteration(const Change& change) {
  const Json& table = change.fields.at("table");
  const Json& column = change.fields.at("column");
  const auto made = partner(change, [&](const Change& each) { return is_table(each, table); });
  if (Json* in_table = made ? column_in(changes_[*made], column) : nullptr) {
    alter_in_create_table(*in_table, change.fields);
    join(*made, change);
    return true;
  }
  const auto before = partner(change, [&](const Change& each) {
    const bool filled = each.kind == Kind::update && is_of(each, change.fields, {"table"}) &&
                        each.fields.at("values").contains(column.get<std::string>());
    const bool altered =
        each.kind == Kind::alter_column && is_of(each, change.fields, {"table", "column"});
    return filled || altered || adds_column(each, table, column);
  });
  if (!before) return false;
  Change& earlier = changes_[*before];
  bool done = false;
  if (earlier.kind == Kind::add_column)
    done = alter_in_add_column(earlier.fields, change.fields);
  else if (earlier.kind == Kind::alter_column)
    done = alter_in_alter_column(earlier.fields, change.fields);
  if (done) {
    Change& joined = join(*before, change);
    if (joined.kind == Kind::alter_column)
      joined.notes.insert(joined.notes.end(), change.notes.begin(), change.notes.end());
    return true;
  }
  // UPDATE users SET bio = '' WHERE bio IS NULL, and then SET NOT NULL.
  if (earlier.kind != Kind::update || change.fields.value("nullable", Json()) != Json(false))
    return false;
  const std::string up = up_after_update(earlier.fields, column);
  if (up.empty()) return false;
  Change altered = change;
  altered.fields["up"] = up;
  altered.touches.add(earlier.touches);
  altered.statements.insert(altered.statements.begin(), earlier.statements.begin(),
                            earlier.statements.end());
  take_away(*before);
  add(std::move(altered));
  return true;
}

bool Grouping::join_table_comment(const Change& change) {
  const auto made =
      partner(change, [&](const Change& each) { return is_table(each, change.fields.at("name")); });
  if (!made) return false;
  join(*made, change).fields["comment"] = change.fields.at("comment");
  if (change.fields.at("comment").is_null()) changes_[*made].fields.erase("comment");
  return true;
}

bool Grouping::join_update(const Change& change) {
  const Json& values = change.fields.at("values");
  std::vector<std::pair<Position, Json>> filled;
  for (const auto& [column, value] : values.items()) {
    const auto added = partner(change, [&, name = column](const Change& each) {
      return adds_column(each, change.fields.at("table"), name);
    });
    if (!added) return false;
    Json fields = changes_[*added].fields;
    if (!fill_added_column(fields, change.fields)) return false;
    filled.emplace_back(*added, std::move(fields));
  }
  for (auto& [position, fields] : filled) join(position, change).fields = std::move(fields);
  return !filled.empty();
}

// A CHECK that only served to prove NOT NULL, for example.
bool Grouping::cancel_constraint(const Change& change) {
  const auto made =
      partner(change, [&](const Change& each) { return makes_constraint(each, change.fields); });
  if (!made) return false;
  const Change constraint = changes_[*made];
  take_away(*made);
  for (Change& each : changes_)
    if (each.kind == Kind::alter_column && is_of(each, change.fields, {"table"})) {
      each.statements.insert(each.statements.end(), constraint.statements.begin(),
                             constraint.statements.end());
      each.statements.insert(each.statements.end(), change.statements.begin(),
                             change.statements.end());
      break;
    }
  return true;
}

// A foreign key that gives way to one of its name, with other actions as a rule: rows keep to both,
// so that the columns themselves are the way back.
bool Grouping::replace_foreign_key(const Change& change) {
  if (change.fields.at("type") != "foreign_key") return false;
  const auto dropped = partner(change, [&](const Change& each) {
    return each.kind == Kind::drop_constraint && is_of(each, change.fields, {"table", "name"});
  });
  if (!dropped || changes_[*dropped].fields.contains("down")) return false;
  Change& drop = changes_[*dropped];
  const Json& columns = change.fields.at("down");
  if (columns.size() == 1) {
    drop.fields["down"] = columns.begin().value();
    return false;
  }
  drop.kind = Kind::drop_multicolumn_constraint;
  drop.fields["up"] = drop.fields["down"] = columns;
  return false;
}

// What is dropped of a table that goes itself needs no word of its own.
bool Grouping::take_constraints_with_table(Change change) {
  const Json name = change.fields.at("name");
  const auto of_table = [&](const Change& each) {
    return each.kind == Kind::drop_constraint && each.fields.at("table") == name;
  };
  bool taken = false;
  while (const auto dropped = partner(change, of_table)) {
    const std::vector<std::size_t>& statements = changes_[*dropped].statements;
    change.statements.insert(change.statements.begin(), statements.begin(), statements.end());
    take_away(*dropped);
    taken = true;
  }
  if (taken) changes_.push_back(std::move(change));
  return taken;
}

bool Grouping::join(const Change& change) {
  switch (change.kind) {
    case Kind::create_constraint:
      return join_constraint(change) || replace_foreign_key(change);
    case Kind::validate_constraint:
      return join_validation(change);
    case Kind::use_index:
      return join_index_use(change);
    case Kind::alter_column:
      return join_alteration(change);
    case Kind::comment_table:
      return join_table_comment(change);
    case Kind::update:
      return join_update(change);
    case Kind::add_identity:
      return join_identity(change);
    case Kind::own_sequence:
      return join_sequence_owner(change);
    case Kind::draw_default:
      return join_drawn_default(change);
    case Kind::drop_constraint:
      return cancel_constraint(change);
    case Kind::drop_table:
      return take_constraints_with_table(change);
    case Kind::create_table:
    case Kind::rename_table:
    case Kind::add_column:
    case Kind::rename_column:
    case Kind::drop_column:
    case Kind::create_index:
    case Kind::drop_index:
    case Kind::drop_multicolumn_constraint:
    case Kind::rename_constraint:
    case Kind::set_replica_identity:
    case Kind::sql:
    case Kind::create_sequence:
      return false;
  }
  return false;
}

void Grouping::add(Change change) {
  if (!join(change)) changes_.push_back(std::move(change));
}

}  // namespace zdm::convert
