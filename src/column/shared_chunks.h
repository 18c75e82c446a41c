#pragma once
// share_chunks: a table that came by itself, from an image or by replay, takes over the chunks and
// dictionaries of a later one wherever they hold the same, so that only what differs needs memory.
//
//   past.table = share_chunks(past.table, *now.table);
#include "column/table.h"

namespace agglo {

/// The table with the same rows and values. `table` must be nobody else's to write, and of the
/// layout of `other`.
std::shared_ptr<Table const> share_chunks(std::shared_ptr<Table const> const& table,
                                          Table const& other);

}  // namespace agglo
