#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "catalog/facts.hpp"
#include "pg/session.hpp"

namespace zdm::pg {

using TypeOid = unsigned int;
inline constexpr TypeOid kUnknownType = 0;

// What is known of an argument before the server has resolved anything.
struct Argument {
  TypeOid type = kUnknownType;
  bool literal = false;  // 'abc': takes the type that is wanted
};

// A function or an operator.
struct Routine {
  std::vector<TypeOid> parameters;
  std::size_t defaults = 0;
  bool variadic = false;
  TypeOid result = kUnknownType;
  Volatility volatility = Volatility::volatile_;
};

// The names that occur in expressions.
struct RoutineNames {
  std::set<std::string> functions;  // without a schema
  std::set<std::string> operators;
  std::set<std::string> types;  // as SQL
};

// The functions, operators, types and casts of those names, read at once.
class Routines {
 public:
  Routines(Session& session, const RoutineNames& names);

  // What may be meant by a call, as the server chooses among candidates: exact matches before those
  // that need a conversion; see "Functions" (typeconv-func) in PostgreSQL's manual. All that have
  // the number of parameters where nothing fits.
  std::vector<Routine> functions(const std::optional<std::string>& schema, const std::string& name,
                                 const std::vector<Argument>& arguments) const;
  std::vector<Routine> operators(const std::string& name,
                                 const std::vector<Argument>& arguments) const;

  TypeOid type(const std::string& name) const;
  Volatility cast(TypeOid source, TypeOid target) const;

 private:
  struct Named {
    std::string schema;
    bool on_path = false;
    Routine routine;
  };
  using ByName = std::multimap<std::string, Named>;

  void read_routines(Session& session, const RoutineNames& names);
  void read_casts(Session& session);
  std::vector<Routine> fitting(std::vector<Routine> candidates,
                               const std::vector<Argument>& arguments) const;
  bool converts(TypeOid source, TypeOid target) const;

  ByName functions_;
  ByName operators_;
  std::map<std::string, TypeOid> types_;
  std::map<std::pair<TypeOid, TypeOid>, Volatility> casts_;
};

}  // namespace zdm::pg
