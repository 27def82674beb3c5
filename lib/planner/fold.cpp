#include "planner/fold.hpp"

#include <set>
#include <string>

#include "planner/order.hpp"

namespace zdm::planner {
namespace {

template <typename T>
void append(std::vector<T>& to, const std::vector<T>& from) {
  to.insert(to.end(), from.begin(), from.end());
}

bool is_about_something_missing(const Finding& finding) {
  return finding.code == "missing-table" || finding.code == "missing-column" ||
         finding.code == "missing-index" || finding.code == "missing-constraint";
}

// What operations with an error would have made. That it is missing later only repeats the mistake.
class Unmade {
 public:
  void add(const Operation& operation) {
    const ObjectNames names = operation.names();
    names_.insert(names.makes.begin(), names.makes.end());
  }

  bool explains(const Finding& finding, const Operation& operation) const {
    if (finding.code == "invalid-expression") return is_named_in(finding.message);
    return is_about_something_missing(finding) && is_needed_by(operation);
  }

 private:
  static std::string table_of(const std::string& name) { return name.substr(0, name.find('.')); }

  bool is_needed_by(const Operation& operation) const {
    for (const std::string& need : operation.names().needs)
      if (names_.count(need) > 0 || names_.count(table_of(need)) > 0) return true;
    return false;
  }

  // The server says which name it does not know, as "name" or as table.name.
  bool is_named_in(const std::string& message) const {
    for (const std::string& name : names_) {
      const std::string last = name.substr(name.find('.') + 1);
      if (message.find('"' + last + '"') != std::string::npos ||
          message.find(' ' + name + ' ') != std::string::npos)
        return true;
    }
    return false;
  }

  std::set<std::string> names_;
};

// Nobody sees a table yet that the migration makes: its rules bind no client of the old version.
bool binds_nobody(const Finding& finding, const Operation& operation, const Catalog& now) {
  if (finding.code != "binds-old-version") return false;
  const Table* table = now.table(Identifier(operation.names().needs.front()));
  return table != nullptr && now.new_tables.contains(table->id);
}

void record_columns(Folded& folded, const Catalog& catalog, const std::vector<DualWrite>& writes) {
  for (const DualWrite& write : writes)
    if (const Table* table = catalog.table(write.table))
      for (const Column& column : table->columns) folded.columns[{table->id, column.id}] = column;
}

// An operation waits for those of its own file only: each file means what it means by itself.
std::vector<Operations> by_file(const Operations& operations) {
  std::vector<Operations> files;
  std::string last;
  for (const auto& operation : operations) {
    const std::string file = operation->place().file;
    if (files.empty() || file != last) files.emplace_back();
    files.back().push_back(operation);
    last = file;
  }
  return files;
}

}  // namespace

Folded fold(const Migration& migration, const Catalog& before, const Facts& facts) {
  Folded folded;
  folded.after = before;
  Unmade unmade;
  const auto apply = [&](const std::shared_ptr<const Operation>& operation) {
    Changes changes = operation->changes(folded.after, facts, folded.questions);
    const bool failed = has_errors(changes.findings);
    for (Finding& finding : changes.findings)
      if (!unmade.explains(finding, *operation) && !binds_nobody(finding, *operation, folded.after))
        folded.findings.push_back(std::move(finding));
    if (failed) {
      unmade.add(*operation);
      return;
    }
    record_columns(folded, folded.after, changes.dual_writes);
    record_columns(folded, changes.after, changes.dual_writes);
    append(folded.dual_writes, changes.dual_writes);
    append(folded.raw_sql, changes.raw_sql);
    folded.after = std::move(changes.after);
  };
  for (const Operations& file : by_file(migration.operations))
    for (const auto& operation : ordered(file, folded.after, folded.findings)) apply(operation);
  return folded;
}

}  // namespace zdm::planner
