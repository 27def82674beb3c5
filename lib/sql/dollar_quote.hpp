#pragma once

#include "sql/sql.hpp"

namespace zdm {

// What stands before and behind a text that is to be a string constant: "$zdm$", or one that does
// not occur in the text, so that nothing in it can end the string. See "Dollar-Quoted String
// Constants" (sql-syntax-lexical) in PostgreSQL's manual.
Sql dollar_tag(const Sql& body);

}  // namespace zdm
