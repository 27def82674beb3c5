#pragma once

#include <optional>
#include <string>
#include <vector>

#include "property/domain.hpp"

// What a test knows of the tables that it has made, at one version.
namespace zdm::property {

enum class Source { given, serial, identity_always, identity_by_default, generated };

struct Column {
  int id = 0;  // stays through renames and changes of form
  std::string name{};
  const Domain* domain = nullptr;
  bool not_null = false;
  Source source = Source::given;
  std::string default_value{};  // SQL; empty: none
  bool drawn = false;           // by default another value each time
  bool fresh = false;           // in a unique key: no value may come twice
  bool repeats = false;         // some values do come twice
  bool pinned = false;          // something hangs on it that cannot be carried
  bool typed = false;           // an expression uses it by its type
  bool indexed = false;         // so that its type has to have an order
  bool in_primary_key = false;
  bool referenced = false;
  std::vector<int> numbers{};  // a foreign key: the only values that it may have
};

struct Index {
  std::string name{};
  std::vector<int> columns{};
};

// Every table has a column "rid" that tells its rows apart in both versions; no migration touches
// it.
struct Table {
  int id = 0;
  std::string name{};
  std::vector<Column> columns{};
  std::vector<Index> indexes{};
  bool referenced = false;
  bool key_is_rid = false;
  bool made = false;  // by the migration
  int rows = 0;       // rid 1 to this are there from the beginning
};

struct Model {
  std::vector<Table> tables;
};

Column rid_column(int id);
Column* column_of(Table& table, int id);
std::string quote(const std::string& name);

}  // namespace zdm::property
