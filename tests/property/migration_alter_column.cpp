#include <fmt/format.h>

#include "property/migration_maker.hpp"

namespace zdm::property {

void MigrationMaker::alter_column(Table& table) {
  const int kind = random_.below(10);
  if (kind < 5) return change_type(table);
  if (kind < 6) return set_not_null(table);
  if (kind < 7) return drop_not_null(table);
  if (kind < 8) return change_default(table);
  add_constraint(table);
}

bool MigrationMaker::takes(const Column& column, const Transform& transform) {
  const Domain& to = domain(transform.to);
  if (column.referenced || !column.numbers.empty() || column.source != Source::given)
    return transform.same_values && to.family == column.domain->family &&
           (column.source == Source::given || to.name == "integer" || to.name == "bigint");
  if (column.typed && to.family != column.domain->family) return false;
  return to.comparable || !column.indexed;
}

void MigrationMaker::change_type(Table& table) {
  Column* column = find(table, [](const Column& c) { return !c.pinned; });
  if (column == nullptr) return;
  auto transforms = transforms_from(*column->domain);
  std::erase_if(transforms, [&](const Transform* t) { return !takes(*column, *t); });
  if (transforms.empty()) return;
  const Transform& transform = *random_.pick(transforms);
  Json fields = altered(table, *column);
  const Domain& to = domain(transform.to);
  if (to.type != column->domain->type || random_.chance(30)) fields["type"] = to.type;
  fields["up"] = somehow(over(transform.up, reference(table, *column)));
  fields["down"] = somehow(over(transform.down, reference(table, *column)));
  column->domain = &to;
  if (!column->default_value.empty()) set_default(*column, fields);
  if (random_.chance(15)) fields["comment"] = "another form";
  if (fields.size() == 4) fields["comment"] = nullptr;
  add("alter_column", std::move(fields), {column->name});
}

void MigrationMaker::set_default(Column& column, Json& fields) {
  column.default_value = some_value(*column.domain);
  fields["default"] = column.default_value;
}

void MigrationMaker::set_not_null(Table& table) {
  Column* column = find(table, [](const Column& c) {
    return !c.not_null && !c.pinned && !c.fresh && !c.drawn && c.source == Source::given;
  });
  if (column == nullptr) return;
  const std::string constant = column->numbers.empty()
                                   ? some_value(*column->domain)
                                   : value(*column->domain, random_.pick(column->numbers));
  Json fields = altered(table, *column);
  fields["nullable"] = false;
  fields["up"] = somehow(fmt::format("coalesce({}, {})", reference(table, *column), constant));
  column->not_null = column->repeats = true;
  add("alter_column", std::move(fields), {column->name});
}

void MigrationMaker::drop_not_null(Table& table) {
  Column* column = find(table, [](const Column& c) {
    return c.not_null && !c.pinned && !c.in_primary_key && !c.fresh && c.source == Source::given;
  });
  if (column == nullptr) return;
  const std::string constant = column->numbers.empty()
                                   ? some_value(*column->domain)
                                   : value(*column->domain, random_.pick(column->numbers));
  Json fields = altered(table, *column);
  fields["nullable"] = true;
  fields["down"] = fmt::format("coalesce({}, {})", reference(table, *column), constant);
  column->not_null = false;
  add("alter_column", std::move(fields), {column->name});
}

void MigrationMaker::change_default(Table& table) {
  Column* column = find(table, [](const Column& c) {
    return c.source == Source::given && c.numbers.empty() && !c.drawn && !c.fresh;
  });
  if (column == nullptr) return;
  Json fields = altered(table, *column);
  if (random_.chance(40) && !column->not_null) {
    fields["default"] = nullptr;
    column->default_value.clear();
  } else {
    set_default(*column, fields);
    column->repeats = true;
  }
  if (random_.chance(30)) fields["comment"] = "by default";
  add("alter_column", std::move(fields));
}

void MigrationMaker::add_constraint(Table& table) {
  Column* column = find(table, [](const Column& c) {
    return !c.pinned && c.domain->comparable && c.source == Source::given && !c.drawn;
  });
  if (column == nullptr) return;
  Json fields = altered(table, *column);
  const bool unique = random_.chance(40) && !column->repeats && column->numbers.empty();
  if (unique) {
    fields["unique"] = {{"name", names_.other("unique")}};
    column->fresh = column->indexed = true;
  } else {
    fields["check"] = check_on(*column);
    fields["up"] = fields["down"] = quote(column->name);
  }
  add("alter_column", std::move(fields), {column->name});
}

}  // namespace zdm::property
