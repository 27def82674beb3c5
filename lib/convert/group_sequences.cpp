// Identities, and the sequences that serial columns stand for, as pg_dump takes them apart.
#include <algorithm>

#include "convert/grouping.hpp"
#include "convert/wanted.hpp"
#include "operations/given_name.hpp"

namespace zdm::convert {
namespace {

// The types that serial types stand for.
std::string serial_of(const std::string& type) {
  if (type == "integer") return "serial";
  return type == "bigint" ? "bigserial" : type == "smallint" ? "smallserial" : "";
}

}  // namespace

bool Grouping::join_identity(const Change& change) {
  const auto made = partner(
      change, [&](const Change& each) { return is_table(each, change.fields.at("table")); });
  if (!made || column_in(changes_[*made], change.fields.at("column")) == nullptr) return false;
  Json& column = *column_in(join(*made, change), change.fields.at("column"));
  column["generated"] = {{"identity", change.fields.at("identity")}};
  column.erase("nullable");
  return true;
}

bool Grouping::join_sequence_owner(const Change& change) {
  const auto made = partner(change, [&](const Change& each) {
    return each.kind == Kind::create_sequence && is_of(each, change.fields, {"name"});
  });
  if (!made) return false;
  Change& sequence = join(*made, change);
  sequence.fields["owner"] = {change.fields.at("table"), change.fields.at("column")};
  sequence.sql += ";\n" + change.sql;
  return true;
}

// CREATE SEQUENCE, OWNED BY and SET DEFAULT nextval(): what serial stands for, as pg_dump writes
// it.
bool Grouping::join_drawn_default(const Change& change) {
  const Json& table = change.fields.at("table");
  const Json& name = change.fields.at("column");
  const auto sequence = std::find_if(changes_.begin(), changes_.end(), [&](const Change& each) {
    return each.kind == Kind::create_sequence &&
           each.fields.at("name") == change.fields.at("sequence") &&
           each.fields.value("owner", Json()) == Json::array({table, name});
  });
  if (sequence == changes_.end() || !is_serial_column(change, *sequence)) {
    Change alteration = change;
    alteration.kind = Kind::alter_column;
    alteration.fields.erase("sequence");
    add(std::move(alteration));
    return true;
  }
  const Change made = *sequence;
  changes_.erase(sequence);
  const auto found = std::find_if(changes_.begin(), changes_.end(),
                                  [&](const Change& each) { return is_table(each, table); });
  Json& column = *column_in(*found, name);
  column["type"] = serial_of(column.at("type"));
  join(static_cast<Position>(found - changes_.begin()), change);
  join(static_cast<Position>(found - changes_.begin()), made);
  return true;
}

// Would serial make the same sequence for the column?
bool Grouping::is_serial_column(const Change& change, const Change& sequence) {
  const Json& table = change.fields.at("table");
  const Json& name = change.fields.at("column");
  Change without_sequence = change;
  without_sequence.touches.reads.erase(named_object("sequence", change.fields.at("sequence")));
  without_sequence.touches.writes.clear();  // the sequence is in the way, and would go
  const auto made =
      partner(without_sequence, [&](const Change& each) { return is_table(each, table); });
  const Json* column = made ? column_in(changes_[*made], name) : nullptr;
  if (column == nullptr || column->contains("nullable") || column->contains("default"))
    return false;
  return !serial_of(column->at("type")).empty() &&
         column->at("type") == sequence.fields.at("type") &&
         sequence.fields.at("name") == operations::given_name({table, name, "seq"}).str();
}

}  // namespace zdm::convert
