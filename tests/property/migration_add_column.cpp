#include <array>

#include "property/migration_maker.hpp"

namespace zdm::property {

void MigrationMaker::add_column(Table& table) {
  Column column;
  column.id = names_.id();
  column.name = names_.column();
  column.domain = &random_.pick(domains());
  if (column.domain->name == "positive") return;  // a domain with a constraint is refused
  Json fields{{"table", table.name}};
  const int kind = random_.below(10);
  if (kind < 4)
    derive(table, column, fields);
  else if (kind < 6)
    set_constant(column);
  else if (kind < 7)
    set_drawn(column);
  column.repeats = column.repeats || !column.domain->distinct;
  Json& spec = fields["column"] = described(column);
  if (kind == 7) set_identity(column, spec);
  if (!column.repeats && !column.drawn && column.domain->comparable && random_.chance(20)) {
    spec["unique"] = true;
    column.fresh = column.indexed = true;
  }
  if (random_.chance(15)) spec["check"] = check_on(column);
  if (random_.chance(15)) spec["comment"] = "it's new";
  if (column.domain->family == Family::text && random_.chance(15)) spec["collate"] = "C";
  add("add_column", std::move(fields));
  table.columns.push_back(std::move(column));
}

void MigrationMaker::derive(Table& table, Column& column, Json& fields) {
  const Column* source = find(table, [&](const Column& c) {
    return c.source == Source::given && !c.drawn && !transforms_from(*c.domain).empty();
  });
  if (source == nullptr) return;
  auto transforms = transforms_from(*source->domain);
  const Transform& transform = *random_.pick(transforms);
  column.domain = &domain(transform.to);
  column.not_null = source->not_null && random_.chance(70);
  column.repeats = source->repeats || !source->fresh;
  fields["up"] = somehow(over(transform.up, reference(table, *source)));
  if (!random_.chance(20)) return;
  column.default_value = some_value(*column.domain);
  column.repeats = true;
}

void MigrationMaker::set_constant(Column& column) {
  column.default_value = some_value(*column.domain);
  column.repeats = true;
  column.not_null = random_.chance(60);
}

void MigrationMaker::set_drawn(Column& column) {
  constexpr std::array<std::pair<const char*, const char*>, 3> kDrawn{{
      {"timestamp", "now()::timestamp"},
      {"uuid", "gen_random_uuid()"},
      {"double", "random()"},
  }};
  const auto& [name, expression] = random_.pick(kDrawn);
  column.domain = &domain(name);
  column.default_value = expression;
  column.drawn = column.pinned = column.repeats = true;
  column.not_null = random_.chance(60);
}

void MigrationMaker::set_identity(Column& column, Json& spec) {
  column.domain = &domain("integer");
  column.drawn = column.pinned = column.not_null = true;
  column.default_value.clear();
  spec = {{"name", column.name}, {"type", "integer"}};
  if (random_.chance(30)) {
    spec["type"] = "serial";
    column.source = Source::serial;
    return;
  }
  const bool always = random_.chance(50);
  column.source = always ? Source::identity_always : Source::identity_by_default;
  spec["generated"] = {{"identity", {{"user_specified_values", always ? "ALWAYS" : "BY DEFAULT"}}}};
}

}  // namespace zdm::property
