#include "pg/routines.hpp"

#include <algorithm>
#include <array>
#include <functional>
#include <nlohmann/json.hpp>

#include "embedded/sql.hpp"
#include "pg/psql_query.hpp"
#include "pg/row_cursor.hpp"

namespace zdm::pg {
namespace {

constexpr TypeOid kText = 25;
constexpr TypeOid kVarchar = 1043;

// "any…" and record take what they get. Their oids are the same in every version.
bool is_polymorphic(TypeOid type) {
  constexpr std::array<TypeOid, 13> kTypes{2276, 2277, 2283, 2776, 3500, 3831, 4537,
                                           4538, 5077, 5078, 5079, 5080, 2249};
  return std::find(kTypes.begin(), kTypes.end(), type) != kTypes.end();
}

// varchar has no functions of its own.
TypeOid plain(TypeOid type) { return type == kVarchar ? kText : type; }

Volatility volatility_of(const std::string& code) {
  if (code == "i") return Volatility::immutable;
  return code == "s" ? Volatility::stable : Volatility::volatile_;
}

bool takes(const Routine& routine, std::size_t arguments) {
  const std::size_t parameters = routine.parameters.size();
  if (routine.variadic) return arguments + 1 >= parameters;
  return arguments <= parameters && arguments + routine.defaults >= parameters;
}

using Fits = std::function<bool(const Argument&, TypeOid parameter)>;

std::vector<Routine> that_fit(const std::vector<Routine>& candidates,
                              const std::vector<Argument>& arguments, const Fits& fits) {
  std::vector<Routine> found;
  for (const Routine& routine : candidates) {
    bool all = true;
    for (std::size_t i = 0; all && i < std::min(arguments.size(), routine.parameters.size()); ++i)
      all = fits(arguments[i], routine.parameters[i]);
    if (all) found.push_back(routine);
  }
  return found;
}

std::string as_json(const std::set<std::string>& names) {
  return nlohmann::json(names).dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

}  // namespace

Routines::Routines(Session& session, const RoutineNames& names) {
  if (!names.functions.empty() || !names.operators.empty()) read_routines(session, names);
  if (names.types.empty()) return;
  read_casts(session);
  const PsqlVariables variables{{"names", as_json(names.types)}};
  for (const Row& row : run_query(session, embedded::queries::named_types, variables)) {
    RowCursor cursor(row);
    const std::string name = cursor.text();
    types_[name] = cursor.number<TypeOid>();
  }
}

void Routines::read_routines(Session& session, const RoutineNames& names) {
  const PsqlVariables variables{{"functions", as_json(names.functions)},
                                {"operators", as_json(names.operators)}};
  for (const Row& row : run_query(session, embedded::queries::routines, variables)) {
    RowCursor cursor(row);
    ByName& kind = cursor.text() == "f" ? functions_ : operators_;
    Named named;
    named.schema = cursor.text();
    const std::string name = cursor.text();
    named.on_path = cursor.boolean();
    named.routine.parameters = cursor.numbers<TypeOid>();
    named.routine.defaults = cursor.number<std::size_t>();
    named.routine.variadic = cursor.boolean();
    named.routine.result = cursor.number<TypeOid>();
    named.routine.volatility = volatility_of(cursor.text());
    kind.emplace(name, std::move(named));
  }
}

void Routines::read_casts(Session& session) {
  for (const Row& row : run_query(session, embedded::queries::casts, {})) {
    RowCursor cursor(row);
    const TypeOid source = cursor.number<TypeOid>();
    const TypeOid target = cursor.number<TypeOid>();
    casts_[{source, target}] = volatility_of(cursor.text());
  }
}

bool Routines::converts(TypeOid source, TypeOid target) const {
  return plain(source) == plain(target) || is_polymorphic(target) ||
         casts_.contains({source, target});
}

std::vector<Routine> Routines::fitting(std::vector<Routine> candidates,
                                       const std::vector<Argument>& arguments) const {
  const auto known = std::find_if(arguments.begin(), arguments.end(),
                                  [](const Argument& a) { return a.type != kUnknownType; });
  if (known == arguments.end()) return candidates;
  const auto exact = [&](const Argument& argument, TypeOid parameter) {
    return argument.type == kUnknownType || plain(argument.type) == plain(parameter);
  };
  // A literal is taken for what stands beside it, if that is possible; so is what we cannot tell.
  const auto alike = [&](const Argument& argument, TypeOid parameter) {
    return exact(argument.type == kUnknownType ? *known : argument, parameter);
  };
  const auto converted = [&](const Argument& argument, TypeOid parameter) {
    return argument.type == kUnknownType || converts(argument.type, parameter);
  };
  for (const Fits& fits : {Fits(alike), Fits(exact), Fits(converted)})
    if (std::vector<Routine> found = that_fit(candidates, arguments, fits); !found.empty())
      return found;
  return candidates;
}

std::vector<Routine> Routines::functions(const std::optional<std::string>& schema,
                                         const std::string& name,
                                         const std::vector<Argument>& arguments) const {
  std::vector<Routine> candidates;
  const auto [begin, end] = functions_.equal_range(name);
  for (auto each = begin; each != end; ++each) {
    const Named& named = each->second;
    const bool is_meant = schema ? named.schema == *schema : named.on_path;
    if (is_meant && takes(named.routine, arguments.size())) candidates.push_back(named.routine);
  }
  return fitting(std::move(candidates), arguments);
}

std::vector<Routine> Routines::operators(const std::string& name,
                                         const std::vector<Argument>& arguments) const {
  std::vector<Routine> candidates;
  const auto [begin, end] = operators_.equal_range(name);
  for (auto each = begin; each != end; ++each)
    if (takes(each->second.routine, arguments.size())) candidates.push_back(each->second.routine);
  return fitting(std::move(candidates), arguments);
}

TypeOid Routines::type(const std::string& name) const {
  const auto found = types_.find(name);
  return found == types_.end() ? kUnknownType : found->second;
}

Volatility Routines::cast(TypeOid source, TypeOid target) const {
  if (plain(source) == plain(target)) return Volatility::immutable;
  if (const auto found = casts_.find({source, target}); found != casts_.end()) return found->second;
  // By way of text.
  Volatility worst = Volatility::immutable;
  for (const auto& half : {std::pair(source, kUnknownType), std::pair(kUnknownType, target)}) {
    if (half == std::pair(kUnknownType, kUnknownType)) continue;
    const auto found = casts_.find(half);
    worst = std::max(worst, found == casts_.end() ? Volatility::stable : found->second);
  }
  return worst;
}

}  // namespace zdm::pg
