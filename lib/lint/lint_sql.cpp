#include "lint/judgement.hpp"
#include "lint/lint.hpp"
#include "lint/sql_file.hpp"

namespace zdm::lint {

Findings lint_sql(const std::string& file, const std::string& text, const Settings& settings,
                  const Advice& advice) {
  if (Findings problem = sql_file_problem(file, text); !problem.empty()) return problem;
  const Script script = parse_script(without_byte_order_mark(text));
  const Lines lines(file, script.text);
  return judge(
      script,
      {.origin = Origin::file, .transactions = settings.transactions, .has_lock_timeout = false},
      settings, advice, [&](std::size_t offset) { return lines.place(offset); });
}

}  // namespace zdm::lint
