#pragma once
// TableAssembly: a table put together from whole chunks and dictionaries, for images.
//
//   TableAssembly assembly(layout, rows);
//   assembly.dictionary(3).fill(bytes, lengths);
//   Chunk& chunk = assembly.make_chunk(group, column);
//   auto table = assembly.finish(live_rows);
//
// Different chunks and dictionaries may be made on different threads at once.
#include "column/table.h"

namespace agglo {

class TableAssembly {
public:
    TableAssembly(std::vector<Storage> layout, size_t rows);

    Table const& table() const { return *table_; }
    Dictionary& dictionary(size_t column) { return table_->dictionary(column); }
    /// An empty chunk in its place; each place has one at most.
    Chunk& make_chunk(size_t group, size_t column);
    /// The assembly must not be used any more.
    std::shared_ptr<Table const> finish(size_t live_rows);

private:
    std::shared_ptr<Table> table_;
    std::vector<std::shared_ptr<RowGroup>> groups_;
};

}  // namespace agglo
