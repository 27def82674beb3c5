#pragma once

#include <string>

namespace zdm::harness {

// Case files are written for PostgreSQL 15 to 17. What another server has other words for, in every
// case and with the same meaning, is not looked at there. What only some cases meet stands in the
// case, under "== HEADING on >= 18".

// zdm's plan, to be compared with another one on a server of this major version.
std::string comparable_plan(std::string plan, int server);
// Up to 17, a foreign key that RESTRICTs has the code of any other; 18 has one for it (23001).
std::string comparable_sqlstate(const std::string& sqlstate);
// What pg_dump of this major version writes.
std::string comparable_dump(std::string text, int server);

}  // namespace zdm::harness
