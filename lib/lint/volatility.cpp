#include "lint/volatility.hpp"

#include <set>

namespace zdm::lint {

bool is_known_as_stable(const std::string& function) {
  static const std::set<std::string, std::less<>> known{
      "abs",
      "age",
      "array_append",
      "array_fill",
      "array_length",
      "array_to_string",
      "btrim",
      "ceil",
      "char_length",
      "chr",
      "coalesce",
      "concat",
      "concat_ws",
      "current_setting",
      "date_part",
      "date_trunc",
      "decode",
      "digest",
      "encode",
      "floor",
      "format",
      "greatest",
      "hashtext",
      "int4range",
      "json_build_array",
      "json_build_object",
      "jsonb_build_array",
      "jsonb_build_object",
      "least",
      "left",
      "length",
      "lower",
      "lpad",
      "ltrim",
      "make_date",
      "make_interval",
      "make_timestamp",
      "make_timestamptz",
      "md5",
      "mod",
      "now",
      "numrange",
      "replace",
      "right",
      "round",
      "rpad",
      "rtrim",
      "sha256",
      "split_part",
      "statement_timestamp",
      "string_to_array",
      "substr",
      "substring",
      "timezone",
      "to_char",
      "to_date",
      "to_json",
      "to_jsonb",
      "to_number",
      "to_timestamp",
      "to_tsvector",
      "transaction_timestamp",
      "translate",
      "trunc",
      "tsrange",
      "tstzrange",
      "upper",
      "uuid_nil",
  };
  return known.contains(function);
}

std::string volatile_function(const SyntaxNode& expression) {
  std::string found;
  expression.walk([&](const SyntaxNode& node) {
    if (!found.empty() || !node.is("FuncCall")) return;
    const std::string name = table_of(node.names("funcname")).name;
    if (!is_known_as_stable(name)) found = name;
  });
  return found;
}

}  // namespace zdm::lint
