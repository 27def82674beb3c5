#include <array>
#include <string_view>

#include "convert/reading.hpp"

namespace zdm::convert {
namespace {

struct Reader {
  std::string_view kind;  // of the parser's node
  Changes (*read)(const Reading& reading);
};

constexpr std::array<Reader, 9> kReaders{{{"CreateStmt", read_create_table},
                                          {"IndexStmt", read_create_index},
                                          {"AlterTableStmt", read_alter_table},
                                          {"RenameStmt", read_rename},
                                          {"DropStmt", read_drop},
                                          {"CommentStmt", read_comment},
                                          {"UpdateStmt", read_update},
                                          {"CreateSeqStmt", read_sequence},
                                          {"AlterSeqStmt", read_sequence}}};

Changes read(const Reading& reading) {
  for (const Reader& reader : kReaders)
    if (reading.node().is(reader.kind)) return reader.read(reading);
  throw NoOperation{};
}

Changes read_one(const lint::ParsedStatement& statement, Context& context) {
  const Reading reading(statement, context);
  if (statement.error.empty() && is_about_running(reading)) return {};
  const std::vector<Note> notes = context.notes;
  try {
    if (!statement.error.empty())
      throw NoOperation{"it " + std::string("cannot be parsed: ") + statement.error};
    return read(reading);
  } catch (const NoOperation& none) {
    context.notes = notes;  // they are about what it does not become
    Change change = read_raw(reading);
    change.why_sql = none.why;
    return {std::move(change)};
  }
}

}  // namespace

Changes read_statement(const lint::ParsedStatement& statement, Context& context) {
  const std::vector<lint::ParsedStatement> inner = forgiven_statements(statement);
  if (inner.empty()) return read_one(statement, context);
  Changes all;
  for (const lint::ParsedStatement& each : inner)
    for (Change& change : read_one(each, context)) all.push_back(std::move(change));
  return all;
}

}  // namespace zdm::convert
