#pragma once
// adopt_columns: a table takes some columns over from another version of it, for columns that are
// not the ledger's own but worked out from it.
//
//   auto next = adopt_columns(*facts_now, *filled_before, columns);
#include "column/table.h"

namespace agglo {

/// `table` with the chunks that `from`, a version of it with the same dictionaries, has in
/// `columns`; rows that `from` has not are without a value there. Nullptr when the dictionaries are
/// not the same, so that codes would not be either.
std::shared_ptr<Table const> adopt_columns(Table const& table, Table const& from,
                                           std::span<size_t const> columns);

}  // namespace agglo
