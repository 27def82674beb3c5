#pragma once

#include "operations/alter_column_spec.hpp"
#include "operations/draft.hpp"

namespace zdm::operations {

// What an alter_column comes to on the column as it is.
struct Alteration {
  Column after;  // with the old id
  TypeFacts type;
  bool changes_type = false;
  bool adds_not_null = false;
  bool drops_not_null = false;
};

Alteration alteration_of(Draft& draft, const AlterColumn& wanted, const Column& before);

// What cannot be, whatever form the column takes.
void refuse_contradictions(Draft& draft, const AlterColumn& wanted, const Table& table,
                           const Column& before, const Alteration& alteration);

// "up" and "down" are needed where the values of one version need not be those of the other.
void require_expressions(Draft& draft, const AlterColumn& wanted, const Table& table,
                         const Column& before, const Alteration& alteration);

}  // namespace zdm::operations
