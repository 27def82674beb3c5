#pragma once

#include <memory>
#include <string>
#include <utility>

#include "fields/record.hpp"
#include "operations/draft.hpp"
#include "operations/inverse.hpp"
#include "operations/operation_kind.hpp"

namespace zdm::operations {

// An operation that is a struct of its fields. The struct has, besides them:
//   static constexpr std::string_view kName, kSummary;  static constexpr PhaseNotes kPhases;
//   static const fields::Record<Fields>& record();
//   ObjectNames names() const;
//   Inverse inverse(const Catalog& before, const Catalog& after) const;
//   Changes changes(Draft draft) const;
template <typename Fields>
class Described final : public Operation {
 public:
  Described(Fields fields, fields::Location location)
      : fields_(std::move(fields)), location_(std::move(location)) {}

  std::string_view kind() const override { return Fields::kName; }
  Place place() const override { return location_.place(); }
  ObjectNames names() const override { return fields_.names(); }
  Inverse inverse(const Catalog& before, const Catalog& after) const override {
    return fields_.inverse(before, after);
  }
  Changes changes(const Catalog& before, const Facts& facts, Questions& questions) const override {
    return fields_.changes(Draft(before, facts, questions, location_));
  }

 private:
  Fields fields_;
  fields::Location location_;
};

template <typename Fields>
std::shared_ptr<const Operation> read_described(const fields::Node& node) {
  Findings findings;
  Fields fields = Fields::record().read(node.noting_in(findings));
  node.note_all(findings);
  if (!findings.empty()) return nullptr;
  return std::make_shared<const Described<Fields>>(std::move(fields), node.location());
}

template <typename Fields>
OperationKind kind_of() {
  return {.name = Fields::kName,
          .summary = Fields::kSummary,
          .phases = Fields::kPhases,
          .shape = [] { return Fields::record().shape(); },
          .read = &read_described<Fields>};
}

}  // namespace zdm::operations
