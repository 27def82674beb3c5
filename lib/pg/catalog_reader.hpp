#pragma once

#include <chrono>
#include <optional>

#include "catalog/catalog.hpp"
#include "catalog/facts.hpp"
#include "pg/session.hpp"

namespace zdm::pg {

// The tables of `schema` (ordinary and partitioned; not partitions, not tables of extensions), in a
// handful of set-based queries however many tables there are. Columns are in the order of the view
// of that name in `version_schema`, where there is one, and behind them by attribute number.
// Throws Error(failed) if the schema is not there, Error(lock_unavailable) if a table whose
// expressions are needed stays locked for longer than `lock_timeout` (0: for ever), since to print
// one the server locks its table as any reader does. Inside an open transaction it leaves nothing
// behind.
Catalog read_catalog(Session& session, const Identifier& schema,
                     const std::optional<Identifier>& version_schema,
                     std::chrono::milliseconds lock_timeout = {});

// Throws Error(failed) if the schema is not there.
void require_schema(Session& session, const Identifier& schema);

// Answers all questions, in read-only transactions that change nothing and lock tables only as
// readers do, with `lock_timeout` as above. `schema` and then `search_path` are where types and
// functions are looked up.
Facts answer(Session& session, const Questions& questions, const Identifier& schema,
             const std::vector<Identifier>& search_path,
             std::chrono::milliseconds lock_timeout = {});

}  // namespace zdm::pg
