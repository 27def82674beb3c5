#include "pg/type_facts.hpp"

#include <algorithm>
#include <array>
#include <cctype>

#include "embedded/sql.hpp"
#include "pg/psql_query.hpp"
#include "pg/row_cursor.hpp"

namespace zdm::pg {
namespace {

constexpr std::string_view kArray = "[]";

std::string folded(std::string_view text) {
  std::string word;
  for (const char c : text)
    if (!std::isspace(static_cast<unsigned char>(c)))
      word += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  return word;
}

// The integer type behind a serial, which is no type of its own; see "Serial Types"
// (datatype-serial) in PostgreSQL's manual. Empty for any other.
std::string type_of_serial(std::string_view type) {
  constexpr std::array<std::array<std::string_view, 2>, 6> kSerials{{{"smallserial", "smallint"},
                                                                     {"serial2", "smallint"},
                                                                     {"serial", "integer"},
                                                                     {"serial4", "integer"},
                                                                     {"bigserial", "bigint"},
                                                                     {"serial8", "bigint"}}};
  for (const auto& [serial, integer] : kSerials)
    if (folded(type) == serial) return std::string(integer);
  return {};
}

// regtype reads these as an oid, or as no type at all.
bool is_no_name(std::string_view type) {
  const std::string word = folded(type);
  return word.empty() || word == "-" ||
         std::all_of(word.begin(), word.end(), [](unsigned char c) { return std::isdigit(c); });
}

struct FoundType {
  std::string oid;
  std::string name;     // as it is seen on the lookup path, without modifiers
  std::string printed;  // the same with them
  std::string error;
};

// A parameter cannot be more than a value. What regtype has taken is one type's name and nothing
// else, so that it may stand in the second statement, which runs nothing and prints the modifiers,
// for which there is no function before 17.
FoundType find_type(Attempts& attempts, const std::string& type) {
  FoundType found;
  if (is_no_name(type)) {
    found.error = "type " + Identifier(type).quoted() + " does not exist";
    return found;
  }
  const Attempt known = attempts.run(
      "SELECT t::oid, format_type(t, -1) FROM (SELECT $1::regtype AS t) AS asked", {type});
  found.error = known.message();
  if (!found.error.empty()) return found;
  RowCursor row(known.rows.rows.at(0));
  found.oid = row.text();
  found.name = row.text();
  const Attempt explained =
      attempts.run("EXPLAIN (VERBOSE, COSTS OFF) SELECT NULL::\n" + type + "\n");
  found.error = explained.message();
  constexpr std::string_view kOutput = "  Output: NULL::";
  for (const Row& line : explained.rows.rows)
    if (line.at(0) && line[0]->starts_with(kOutput))
      found.printed = line[0]->substr(kOutput.size());
  return found;
}

std::string without_array(const std::string& type) {
  return type.ends_with(kArray) ? type.substr(0, type.size() - kArray.size()) : type;
}

// The type with its modifiers, under the name by which it is known with nothing on the path.
std::string qualified(const FoundType& found, const std::string& unmodified) {
  const std::string seen = without_array(found.name);
  if (seen == without_array(unmodified) && !found.printed.empty()) return found.printed;
  if (!found.printed.starts_with(seen))
    return unmodified;  // a domain, printed with what is under it
  return without_array(unmodified) + found.printed.substr(seen.size());
}

TypeFacts facts_of(RowCursor row, const FoundType& found) {
  TypeFacts facts;
  facts.unmodified.text = row.text();
  facts.type.text = qualified(found, facts.unmodified.text);
  if (row.boolean()) facts.error = "type " + facts.unmodified.text + " cannot be a column's";
  if (!row.boolean()) facts.error = "permission denied for type " + facts.unmodified.text;
  facts.collatable = row.boolean();
  facts.constrained_domain = row.boolean();
  facts.has_equality = row.boolean();
  return facts;
}

// What a column of the domain would meet in rows that have no value yet.
bool refuses_null(Attempts& attempts, const TypeName& domain) {
  return attempts.run("SELECT NULL::" + domain.text).error.has_value();
}

// With nothing on the path, so that names are printed with their schemas.
std::map<std::string, Row> rows_by_oid(Session& session, Attempts& attempts,
                                       const std::set<std::string>& oids) {
  std::string list;
  for (const std::string& oid : oids) list += (list.empty() ? "" : ",") + oid;
  std::map<std::string, Row> rows;
  attempts.set_search_path("pg_catalog");
  const PsqlVariables variables{{"oids", "{" + list + "}"}};
  for (Row& row : run_query(session, embedded::queries::types, variables)) {
    const std::string oid = row.at(0).value_or("");
    row.erase(row.begin());
    rows[oid] = std::move(row);
  }
  return rows;
}

}  // namespace

std::map<TypeQuestion, TypeFacts> about_types(Session& session, Attempts& attempts,
                                              const std::set<TypeQuestion>& questions,
                                              const std::string& lookup_path) {
  attempts.set_search_path(lookup_path);
  std::map<TypeQuestion, FoundType> found;
  std::set<std::string> oids;
  for (const TypeQuestion& question : questions) {
    const std::string integer = type_of_serial(question.type);
    FoundType& type = found[question] =
        find_type(attempts, integer.empty() ? question.type : integer);
    if (type.error.empty()) oids.insert(type.oid);
  }
  const std::map<std::string, Row> rows = rows_by_oid(session, attempts, oids);
  std::map<TypeQuestion, TypeFacts> answers;
  for (const auto& [question, type] : found) {
    TypeFacts& facts = answers[question];
    facts.error = type.error;
    if (!type.error.empty()) continue;
    facts = facts_of(RowCursor(rows.at(type.oid)), type);
    facts.serial = !type_of_serial(question.type).empty();
    facts.refuses_null = facts.constrained_domain && refuses_null(attempts, facts.unmodified);
  }
  return answers;
}

}  // namespace zdm::pg
