#pragma once

#include <memory>
#include <optional>
#include <pqxx/pqxx>
#include <string>
#include <string_view>
#include <vector>

// Where libpqxx 6 (Debian 12) and 7 (Debian 13) differ, and nothing else.
namespace zdm::pg::libpqxx {

// What the server says besides errors must not reach the terminal, where libpq would write it.
// Lives as long as what it returns, which must go before the connection.
#if PQXX_VERSION_MAJOR < 7 || (PQXX_VERSION_MAJOR == 7 && PQXX_VERSION_MINOR < 10)
inline std::unique_ptr<pqxx::errorhandler> silence_notices(pqxx::connection& connection) {
  return std::make_unique<pqxx::quiet_errorhandler>(connection);
}
#else
inline std::unique_ptr<int> silence_notices(pqxx::connection& connection) {
  connection.set_notice_handler([](pqxx::zview) {});
  return nullptr;
}
#endif

// libpqxx 6 reconnects in silence once the server has ended the session, and advisory locks and
// settings are gone; 7 never does.
inline void forbid_reconnecting(pqxx::connection& connection) {
#if PQXX_VERSION_MAJOR < 7
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wdeprecated-declarations"
  connection.inhibit_reactivation(true);
#pragma GCC diagnostic pop
#else
  static_cast<void>(connection);
#endif
}

inline void close(pqxx::connection& connection) {
#if PQXX_VERSION_MAJOR < 7
  connection.disconnect();
#else
  connection.close();
#endif
}

// One statement by the extended protocol: the server refuses a second one in the text.
inline pqxx::result exec_params(pqxx::nontransaction& transaction, std::string_view sql,
                                const std::vector<std::optional<std::string>>& values) {
#if PQXX_VERSION_MAJOR < 7
  std::vector<const char*> texts;  // nullptr is NULL
  for (const auto& value : values) texts.push_back(value ? value->c_str() : nullptr);
  return transaction.exec_params(std::string(sql), pqxx::prepare::make_dynamic_params(texts));
#else
  pqxx::params params;
  for (const auto& value : values)
    if (value)
      params.append(*value);
    else
      params.append();
#if PQXX_VERSION_MAJOR == 7 && PQXX_VERSION_MINOR < 10
  return transaction.exec_params(pqxx::zview(std::string(sql)), params);
#else
  return transaction.exec(sql, params);
#endif
#endif
}

// The SQLSTATE of an error that came from the server, else empty. libpqxx 6 forgets some.
inline std::string sqlstate(const pqxx::failure& failure) {
  if (const auto* error = dynamic_cast<const pqxx::sql_error*>(&failure);
      error && !error->sqlstate().empty())
    return error->sqlstate();
  if (dynamic_cast<const pqxx::serialization_failure*>(&failure)) return "40001";
  if (dynamic_cast<const pqxx::deadlock_detected*>(&failure)) return "40P01";
  if (dynamic_cast<const pqxx::statement_completion_unknown*>(&failure)) return "40003";
  if (dynamic_cast<const pqxx::transaction_rollback*>(&failure)) return "40000";
  if (dynamic_cast<const pqxx::insufficient_privilege*>(&failure)) return "42501";
  return {};
}

// Why the connection was lost; empty where libpqxx 6 has no better reason than its own confusion.
inline std::string reason(const pqxx::failure& failure) {
  const std::string why = failure.what();
  return why.starts_with("Could not obtain client encoding") ? std::string() : why;
}

}  // namespace zdm::pg::libpqxx
