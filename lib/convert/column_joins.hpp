#pragma once

#include "convert/change.hpp"

// What an alteration of a column, or new values for its rows, makes of the change that made the
// column. Where one is false, it has changed nothing: the two are not one.
namespace zdm::convert {

// `alteration` are the fields of an alter_column.
void alter_in_create_table(Json& column, const Json& alteration);
bool alter_in_add_column(Json& add_column, const Json& alteration);
bool alter_in_alter_column(Json& alter_column, const Json& alteration);

// `update` are the fields of an update.
bool fill_added_column(Json& add_column, const Json& update);
// The "up" of a column that an update has filled; none: it depends on more than the column's rows.
std::string up_after_update(const Json& update, const std::string& column);

}  // namespace zdm::convert
