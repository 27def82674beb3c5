#include "harness/dialect.hpp"

#include <regex>
#include <vector>

namespace zdm::harness {
namespace {

struct Rule {
  std::regex what;
  const char* becomes;
};

std::string apply(std::string text, const std::vector<Rule>& rules) {
  for (const Rule& rule : rules) text = std::regex_replace(text, rule.what, rule.becomes);
  return text;
}

}  // namespace

std::string comparable_plan(std::string plan, int server) {
  // From 15 on views may have the rights of whoever uses them.
  static const std::vector<Rule> before_15{
      {std::regex(R"re( WITH \(security_invoker = true\))re"), ""}};
  // From 18 on NOT NULL has a name, which zdm gives where it makes something under another.
  static const std::vector<Rule> since_18{
      {std::regex(R"re( *ALTER TABLE [^\n]* RENAME CONSTRAINT "_zdm_required_[^\n]*\n)re"), ""},
      {std::regex(
           R"re(ADD CONSTRAINT "_zdm_required_(?:[^"\n]|"")*" NOT NULL ("(?:[^"\n]|"")*"))re"),
       "ALTER COLUMN $1 SET NOT NULL"},
      {std::regex(R"re( CONSTRAINT "(?:[^"\n]|"")*" NOT NULL)re"), " NOT NULL"}};
  if (server < 15) return apply(std::move(plan), before_15);
  return server < 18 ? plan : apply(std::move(plan), since_18);
}

std::string comparable_sqlstate(const std::string& sqlstate) {
  return sqlstate == "23001" ? "23503" : sqlstate;
}

std::string comparable_dump(std::string text, int server) {
  // Since 16 it says what kind of relation a sequence is. Since 18 NOT NULL has a name, which tells
  // by what way a column came to its own; none of zdm's is left there, see leftovers().
  static const std::vector<Rule> since_16{
      {std::regex(R"re(ALTER SEQUENCE ([^\n]*) OWNER TO )re"), "ALTER TABLE $1 OWNER TO "},
      {std::regex(R"re( CONSTRAINT (?:"(?:[^"\n]|"")*"|[a-z0-9_$]+) NOT NULL)re"), " NOT NULL"}};
  return server < 16 ? text : apply(std::move(text), since_16);
}

}  // namespace zdm::harness
