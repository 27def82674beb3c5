#pragma once

#include <set>
#include <string>
#include <utility>

#include "pg/session.hpp"

namespace zdm::oracle {

// All that the catalogs say of a schema, a thing a line, by name: no numbers of the server's own,
// and no order of columns. Ask as a superuser.
std::string describe(pg::Session& session, const Identifier& schema);

// The columns of each table or view as clients see them, a relation a line.
std::string column_order(pg::Session& session, const Identifier& schema);

// A table and one of its columns.
using ColumnNames = std::set<std::pair<std::string, std::string>>;

// The rows of each table, a row a line, its columns by name, without those in `left_out`; and how
// far each sequence has come.
std::string rows(pg::Session& session, const Identifier& schema, const ColumnNames& left_out = {});

}  // namespace zdm::oracle
