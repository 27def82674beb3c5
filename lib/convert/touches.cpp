#include "convert/touches.hpp"

#include <algorithm>

#include "sql/expression.hpp"

namespace zdm::convert {
namespace {

bool overlap(const std::set<Object>& a, const std::set<Object>& b) {
  return std::any_of(a.begin(), a.end(), [&](const Object& one) {
    return std::any_of(b.begin(), b.end(), [&](const Object& other) {
      return one.of == other.of &&
             (one.part == other.part || one.part.empty() || other.part.empty());
    });
  });
}

bool write_meets(const Touches& writer, const Touches& other) {
  const bool touches_something =
      other.reads_all || other.writes_all || !other.reads.empty() || !other.writes.empty();
  if (writer.writes_all) return touches_something;
  if (other.reads_all || other.writes_all) return !writer.writes.empty();
  return overlap(writer.writes, other.writes) || overlap(writer.writes, other.reads);
}

std::string last_of(const std::string& function) {
  const std::size_t dot = function.rfind('.');
  return dot == std::string::npos ? function : function.substr(dot + 1);
}

}  // namespace

Object table_object(const std::string& table) { return {"table " + table, {}}; }
Object column_object(const std::string& table, const std::string& column) {
  return {"table " + table, "column " + column};
}
Object constraint_object(const std::string& table, const std::string& constraint) {
  return {"table " + table, "constraint " + constraint};
}
Object rows_object(const std::string& table) { return {"table " + table, "rows"}; }
Object named_object(const std::string& kind, const std::string& name) {
  return {kind + " " + name, {}};
}

bool Touches::conflicts_with(const Touches& other) const {
  return write_meets(*this, other) || write_meets(other, *this);
}

void Touches::add(const Touches& other) {
  reads.insert(other.reads.begin(), other.reads.end());
  writes.insert(other.writes.begin(), other.writes.end());
  reads_all = reads_all || other.reads_all;
  writes_all = writes_all || other.writes_all;
}

void Touches::read_expression(const std::string& table, const std::string& expression) {
  const ExpressionAnalysis analysis = analyze(SqlExpression(expression));
  if (!analysis.error.empty() || analysis.has_subquery) reads_all = true;
  if (analysis.reads_whole_row) reads.insert(table_object(table));
  for (const ColumnUse& use : analysis.columns) reads.insert(column_object(table, use.name.str()));
  for (const std::string& function : analysis.functions)
    reads.insert(named_object("function", last_of(function)));
}

}  // namespace zdm::convert
