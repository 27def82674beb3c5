#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>
#include <vector>

// What a migration file describes as plain SQL, as a person would write it.
namespace zdm::oracle {

using Json = nlohmann::json;

std::string quoted(const Json& name);           // "name"
std::string quoted_list(const Json& names);     // "a", "b"
std::string literal(const Json& text_or_null);  // 'it''s', or NULL
// An expression in parentheses; its last line may be a comment.
std::string expression(const std::string& text);
bool is_true(const Json& object, const char* key);
std::string text_of(const Json& object, const char* key);  // empty, where it is not there

// name type COLLATE … DEFAULT … or GENERATED …; no NOT NULL and no constraint.
std::string bare_column(const Json& column);
bool is_not_null(const Json& column);

// The constraints of a column: CONSTRAINT name … or, where it has no name of its own, UNIQUE ("a").
std::vector<std::string> column_constraints(const Json& column);

std::string foreign_key(const Json& columns, const Json& reference, const Json& referenced_columns);
std::string check(const Json& name, const Json& check);
// CONSTRAINT name UNIQUE … of a table constraint.
std::string table_constraint(const Json& constraint);

std::string create_index(const Json& operation);

}  // namespace zdm::oracle
