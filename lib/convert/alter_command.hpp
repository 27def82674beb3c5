#pragma once

#include <string>
#include <utility>

#include "convert/reading.hpp"
#include "lint/alter_table.hpp"

namespace zdm::convert {

// One command of an ALTER TABLE, while it is read.
struct Command {
  const Reading& reading;
  std::string table;
  lint::TableChange change;
  Span span;

  Change make(Kind kind, Json fields) const {
    return reading.change(kind, std::move(fields), span.begin);
  }
  Json of_column() const { return {{"table", table}, {"column", change.name}}; }
  // Behind the keyword, to the end of the command.
  std::string text_behind(const char* keyword) const {
    const StatementText& text = reading.text();
    return text.text({text.find(keyword, span) + 1, span.end});
  }
};

// The column with another value under the key.
Change alter_column(const Command& command, const char* key, Json value);
Change change_type(const Command& command);

}  // namespace zdm::convert
