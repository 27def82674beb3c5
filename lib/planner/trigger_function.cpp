#include "planner/trigger_function.hpp"

#include <algorithm>
#include <string>
#include <vector>

#include "planner/identity.hpp"

namespace zdm::planner {
namespace {

Identifier variable(ColumnId id) { return Identifier("_zdm_v" + std::to_string(id)); }

// One direction of a table's dual writes as PL/pgSQL.
class Body {
 public:
  Body(const TableChange& change, const Folded& folded, const std::vector<Assignment>& assignments)
      : change_(change), folded_(folded), assignments_(assignments) {}

  // `condition` guards assignments that not every call of the function is for; empty: none.
  template <typename Condition>
  void write(Condition condition) {
    for (const Group& group : groups()) write_guarded(group.assignments, condition(group.reads));
  }

  // Do all assignments hang on the same columns? Then the trigger's WHEN says it all.
  bool is_one_group() const { return groups().size() == 1; }

  void line(const Sql& text) { lines_.push_back(sql("  {}", text)); }

  Sql text() const {
    std::vector<Sql> parts{sql("#variable_conflict use_column")};
    if (!variables_.empty()) {
      parts.push_back(sql("DECLARE"));
      parts.insert(parts.end(), variables_.begin(), variables_.end());
    }
    parts.push_back(sql("BEGIN"));
    parts.insert(parts.end(), lines_.begin(), lines_.end());
    parts.push_back(sql("  RETURN NEW;"));
    parts.push_back(sql("END"));
    return join(parts, "\n");
  }

 private:
  // Assignments that are made together, since they read the same columns in the end, or since one
  // needs a value in between that the other has derived.
  struct Group {
    std::set<ColumnId> reads;
    std::vector<Assignment> assignments;
  };

  std::vector<Group> groups() const {
    if (has_values_in_between()) return {{all_reads(), assignments_}};
    std::vector<Group> result;
    for (const Assignment& assignment : assignments_) {
      if (result.empty() || result.back().reads != assignment.reads)
        result.push_back({assignment.reads, {}});
      result.back().assignments.push_back(assignment);
    }
    return result;
  }

  bool has_values_in_between() const {
    return std::any_of(assignments_.begin(), assignments_.end(),
                       [&](const Assignment& a) { return !is_physical(change_, a.target); });
  }

  std::set<ColumnId> all_reads() const {
    std::set<ColumnId> reads;
    for (const Assignment& a : assignments_) reads.insert(a.reads.begin(), a.reads.end());
    return reads;
  }

  void write_guarded(const std::vector<Assignment>& assignments, const Sql& condition) {
    const std::string indent = condition.empty() ? "  " : "    ";
    if (!condition.empty()) lines_.push_back(sql("  IF {} THEN", condition));
    for (const Assignment& assignment : assignments) write_either_way(assignment, indent);
    if (!condition.empty()) lines_.push_back(sql("  END IF;"));
  }

  // A new client that gives an identity column no value gets the number that the table has drawn.
  void write_either_way(const Assignment& assignment, const std::string& indent) {
    const Column* identity = new_form_of_identity(change_, assignment.target);
    if (identity == nullptr) {
      write_assignment(assignment, indent);
      return;
    }
    const Identifier& made = change_.physical_name(identity->id);
    lines_.push_back(sql("{}IF NEW.{} IS NULL THEN", Sql::raw(indent), made));
    assign(sql("NEW.{}", made),
           sql("NEW.{}::{}", change_.physical_name(assignment.target), cast_type(*identity)),
           indent + "  ");
    lines_.push_back(sql("{}ELSE", Sql::raw(indent)));
    write_assignment(assignment, indent + "  ");
    lines_.push_back(sql("{}END IF;", Sql::raw(indent)));
  }

  void write_assignment(const Assignment& assignment, const std::string& indent) {
    if (can_be_rewritten(*assignment.expression)) {
      assign(target(assignment), rewritten_value(assignment, values_of(assignment)), indent);
      return;
    }
    // A subquery's own columns win over the row's, which are variables here
    // (#variable_conflict use_column); the block's label makes users.email work. Through a variable
    // of its own, since a column named "new" would hide NEW in here.
    declare(assignment);
    lines_.push_back(sql("{}<<{}>>", Sql::raw(indent), assignment.row));
    lines_.push_back(sql("{}DECLARE", Sql::raw(indent)));
    for (const Sql& declaration : declarations(assignment))
      lines_.push_back(sql("{}  {}", Sql::raw(indent), declaration));
    lines_.push_back(sql("{}BEGIN", Sql::raw(indent)));
    assign(sql("{}", variable(assignment.target)), verbatim_value(assignment), indent + "  ");
    lines_.push_back(sql("{}END;", Sql::raw(indent)));
    if (is_physical(change_, assignment.target))
      assign(target(assignment), sql("{}", variable(assignment.target)), indent);
  }

  void assign(const Sql& to, const Sql& value, const std::string& indent) {
    lines_.push_back(sql("{}{} := {};", Sql::raw(indent), to, value));
  }

  Sql target(const Assignment& assignment) {
    if (is_physical(change_, assignment.target))
      return sql("NEW.{}", change_.physical_name(assignment.target));
    declare(assignment);
    return sql("{}", variable(assignment.target));
  }

  void declare(const Assignment& assignment) {
    const Sql declaration =
        sql("  {} {};", variable(assignment.target), cast_type(assignment.column));
    if (std::find(variables_.begin(), variables_.end(), declaration) == variables_.end())
      variables_.push_back(declaration);
  }

  Sql value_of(ColumnId id) const {
    if (is_physical(change_, id)) return sql("NEW.{}", change_.physical_name(id));
    const Column& column = folded_.columns.at({change_.either().id, id});
    for (const Assignment& a : assignments_)
      if (a.target == id) return as_held(sql("{}", variable(id)), column);
    return sql("({})", value_without_origin(column));
  }

  RowValues values_of(const Assignment& assignment) const {
    RowValues values;
    for (const auto& [name, id] : assignment.expression->columns) values[id] = value_of(id);
    return values;
  }

  // A column named "new" or "old" last: once declared, it hides NEW or OLD from the next ones.
  std::vector<Sql> declarations(const Assignment& assignment) const {
    std::vector<Sql> first, last;
    for (const auto& [name, id] : assignment.expression->columns) {
      const Column& column = folded_.columns.at({change_.either().id, id});
      const Sql collation = column.collation ? sql(" COLLATE {}", *column.collation) : sql("");
      const bool hides = name.str() == "new" || name.str() == "old";
      (hides ? last : first)
          .push_back(sql("{} {}{} := {};", name, column.type, collation, value_of(id)));
    }
    first.insert(first.end(), last.begin(), last.end());
    return first;
  }

  const TableChange& change_;
  const Folded& folded_;
  const std::vector<Assignment>& assignments_;
  std::vector<Sql> variables_;
  std::vector<Sql> lines_;
};

}  // namespace

Sql up_function_body(const TableChange& change, const Composition& composition,
                     const Folded& folded, const WriteOrigin& origin,
                     const std::optional<Identifier>& mark) {
  Body body(change, folded, composition.up);
  const bool one_group = body.is_one_group();
  body.write([&](const std::set<ColumnId>& reads) {
    if (one_group) return Sql();
    return sql("TG_OP = 'INSERT' OR OLD.{} = 0 OR {}", *mark, origin.any_changed(reads));
  });
  body.line(sql("IF NEW.{} = 0 THEN NEW.{} := NULL; END IF;", *mark, *mark));
  return body.text();
}

Sql down_function_body(const TableChange& change, const Composition& composition,
                       const Folded& folded, const WriteOrigin& origin,
                       const std::optional<Identifier>& mark) {
  Body body(change, folded, composition.down);
  body.write([&](const std::set<ColumnId>& reads) {
    if (reads == origin.relevant_to_new_client()) return Sql();
    return sql("TG_OP = 'INSERT' OR {}", origin.any_changed(reads));
  });
  if (mark) body.line(sql("NEW.{} := CASE WHEN OLD.{} = 1 THEN 2 ELSE 1 END;", *mark, *mark));
  return body.text();
}

}  // namespace zdm::planner
