// A server for the tests of the pg room, one for each process, and databases on it.
#pragma once

#include <string>

#include "pg/session.hpp"
#include "sandbox/cluster.hpp"

namespace zdm::test {

inline const sandbox::Cluster& server() {
  static const sandbox::Cluster cluster =
      sandbox::Cluster::start({.template_folder = ZDM_TEMPLATE_FOLDER});
  return cluster;
}

inline pg::Session connect(const std::string& database = "postgres") {
  return pg::Session(pg::Target{.url = server().url(database), .role = {}});
}

// A new database, made by the statements in `sql`.
inline std::string new_database(const std::string& sql) {
  static int count = 0;
  const std::string name = "test" + std::to_string(++count);
  connect().query("CREATE DATABASE " + name);
  if (!sql.empty()) connect(name).query("SET search_path = public; " + sql);
  return name;
}

}  // namespace zdm::test
