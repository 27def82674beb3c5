// A teller with libpqxx, whose statements are prepared once: pqxx_client old|new

#include <cstdlib>
#include <iostream>
#include <pqxx/pqxx>
#include <string>

namespace {

// docs: connect
pqxx::connection connection_to(const std::string& schema) {
  return pqxx::connection("options='-c search_path=" + schema + ",public'");
}
// docs: end

void prepare_old(pqxx::connection& connection) {
  connection.prepare("open", "INSERT INTO accounts (owner, balance) VALUES ($1, $2) RETURNING id");
  connection.prepare("deposit",
                     "UPDATE accounts SET balance = balance + $2 WHERE id = $1 RETURNING balance");
  connection.prepare("show", "SELECT owner || ' ' || balance FROM accounts WHERE id = $1");
}

// docs: new
void prepare_new(pqxx::connection& connection) {
  connection.prepare("open", "INSERT INTO accounts (holder, cents) VALUES ($1, $2) RETURNING id");
  connection.prepare("deposit",
                     "UPDATE accounts SET cents = cents + $2 WHERE id = $1 RETURNING cents");
  connection.prepare("show", "SELECT holder || ' ' || cents FROM accounts WHERE id = $1");
}
// docs: end

void serve(pqxx::connection& connection) {
  std::string command, subject, amount;
  while (std::cin >> command >> subject) {
    pqxx::work work(connection);
    pqxx::result rows;
    if (command == "show") {
      rows = work.exec_prepared(command, subject);
    } else {
      std::cin >> amount;
      rows = work.exec_prepared(command, subject, amount);
    }
    work.commit();
    std::cout << rows[0][0].c_str() << std::endl;
  }
}

}  // namespace

int main(int, char** arguments) {
  pqxx::connection connection = connection_to(std::getenv("DB_SCHEMA"));
  std::string(arguments[1]) == "old" ? prepare_old(connection) : prepare_new(connection);
  serve(connection);
}
