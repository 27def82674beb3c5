#include "property/domain.hpp"

#include <array>
#include <stdexcept>

namespace zdm::property {
namespace {

constexpr std::array kDomains{
    Domain{"smallint", "smallint", "{n}", true, true, Family::number},
    Domain{"integer", "integer", "{n}", true, true, Family::number},
    Domain{"bigint", "bigint", "{n}", true, true, Family::number},
    Domain{"twice", "integer", "{n} * 2", true, true, Family::number},
    Domain{"numeric", "numeric(12,2)", "{n}.25"},
    Domain{"wide numeric", "numeric(16,2)", "{n}.25"},
    Domain{"cents", "bigint", "{n} * 100 + 25", true, true, Family::number},
    Domain{"double", "double precision", "{n}.5"},
    Domain{"text", "text", "'t{n}'", true, true, Family::text},
    Domain{"varchar", "character varying(30)", "'t{n}'", true, true, Family::text},
    Domain{"wide varchar", "character varying(60)", "'t{n}'", true, true, Family::text},
    Domain{"bang", "text", "'t{n}!'", true, true, Family::text},
    Domain{"upper", "text", "'T{n}'", true, true, Family::text},
    Domain{"digits", "text", "'{n}'", true, true, Family::text},
    Domain{"boolean", "boolean", "({n} % 2 = 0)", false},
    Domain{"flag", "integer", "(({n} + 1) % 2)", false, true, Family::number},
    Domain{"date", "date", "('2020-01-01'::date + {n})"},
    Domain{"timestamp", "timestamp", "('2020-01-01'::timestamp + {n} * interval '1 day')"},
    Domain{"uuid", "uuid", "lpad('{n}', 32, '0')::uuid"},
    Domain{"uuid text", "text", "lpad('{n}', 32, '0')::uuid::text", true, true, Family::text},
    Domain{"jsonb", "jsonb", "jsonb_build_object('n', {n})"},
    Domain{"json", "json", "json_build_object('n', {n})", true, false},
    Domain{"array", "text[]", "ARRAY['a', '{n}']"},
    Domain{"bytea", "bytea", "decode(lpad('{n}', 8, '0'), 'hex')"},
    Domain{"inet", "inet", "('10.0.0.0'::inet + {n})"},
    Domain{"range", "int4range", "int4range({n}, {n} + 1)"},
    Domain{"mood", "mood", "(ARRAY['sad', 'ok', 'happy'])[1 + {n} % 3]::mood", false},
    Domain{"mood text", "text", "(ARRAY['sad', 'ok', 'happy'])[1 + {n} % 3]", false, true,
           Family::text},
    Domain{"positive", "positive", "{n}"},
};

constexpr std::array kTransforms{
    Transform{"smallint", "integer", "{c}::int", "{c}::smallint", true},
    Transform{"smallint", "bigint", "{c}", "{c}", true},
    Transform{"integer", "bigint", "{c}", "{c}", true},
    Transform{"integer", "smallint", "{c}::smallint", "{c}", true},
    Transform{"bigint", "integer", "{c}::integer", "{c}::bigint", true},
    Transform{"integer", "digits", "{c}::text", "{c}::integer"},
    Transform{"bigint", "digits", "CAST({c} AS text)", "CAST({c} AS bigint)"},
    Transform{"digits", "integer", "{c}::integer", "{c}::text"},
    Transform{"integer", "twice", "{c} * 2", "{c} / 2"},
    Transform{"twice", "integer", "{c} / 2", "{c} * 2"},
    Transform{"numeric", "cents", "({c} * 100)::bigint", "{c} / 100.0"},
    Transform{"numeric", "wide numeric", "{c}", "{c}", true},
    Transform{"cents", "numeric", "{c} / 100.0", "({c} * 100)::bigint"},
    Transform{"text", "varchar", "{c}", "{c}", true},
    Transform{"varchar", "text", "{c}", "{c}", true},
    Transform{"varchar", "wide varchar", "{c}", "{c}", true},
    Transform{"text", "bang", "{c} || '!'", "left({c}, -1)"},
    Transform{"bang", "text", "rtrim({c}, '!')", "{c} || '!'"},
    Transform{"text", "upper", "upper({c})", "lower({c})"},
    Transform{"upper", "text", "lower({c})", "upper({c})"},
    Transform{"boolean", "flag", "{c}::int", "{c} <> 0"},
    Transform{"flag", "boolean", "{c} = 1", "{c}::integer"},
    Transform{"date", "timestamp", "{c}::timestamp", "{c}::date"},
    Transform{"timestamp", "date", "{c}::date", "{c}::timestamp"},
    Transform{"uuid", "uuid text", "{c}::text", "{c}::uuid"},
    Transform{"uuid text", "uuid", "{c}::uuid", "{c}::text"},
    Transform{"jsonb", "json", "{c}::json", "{c}::jsonb"},
    Transform{"json", "jsonb", "{c}::jsonb", "{c}::json"},
    Transform{"mood", "mood text", "{c}::text", "{c}::mood"},
    Transform{"mood text", "mood", "{c}::mood", "{c}::text"},
    Transform{"positive", "integer", "{c}", "{c}"},
};

std::string with(std::string_view text, std::string_view variable, const std::string& by) {
  std::string result(text);
  for (auto at = result.find(variable); at != std::string::npos;
       at = result.find(variable, at + by.size()))
    result.replace(at, variable.size(), by);
  return result;
}

}  // namespace

std::span<const Domain> domains() { return kDomains; }

const Domain& domain(std::string_view name) {
  for (const Domain& domain : kDomains)
    if (domain.name == name) return domain;
  throw std::invalid_argument("there is no domain " + std::string(name));
}

std::vector<const Transform*> transforms_from(const Domain& from) {
  std::vector<const Transform*> found;
  for (const Transform& transform : kTransforms)
    if (transform.from == from.name) found.push_back(&transform);
  return found;
}

std::string value(const Domain& domain, int n) {
  return with(domain.value, "{n}", std::to_string(n));
}

std::string over(std::string_view expression, const std::string& column) {
  return with(expression, "{c}", column);
}

}  // namespace zdm::property
