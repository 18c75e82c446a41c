// changed_rows: two points of one ledger have the same record when its last entry is the same.
#include "query/derived/derived_columns.h"

namespace agglo {

std::vector<size_t> changed_rows(Snapshot const& before, Snapshot const& after, size_t entity) {
    std::vector<size_t> rows;
    EntityView const old(before, entity);
    EntityView const now(after, entity);
    if (&old.table() == &now.table()) return rows;
    auto const column = now.system(SystemColumn::kChanged);
    size_t const both = std::min(old.rows(), now.rows());
    for (size_t group = 0; group * kChunkRows < both; ++group) {
        if (old.table().chunk(group, column) == now.table().chunk(group, column)) continue;
        size_t const end = std::min((group + 1) * kChunkRows, both);
        for (size_t row = group * kChunkRows; row < end; ++row) {
            if (old.changed(row) != now.changed(row)) rows.push_back(row);
        }
    }
    for (size_t row = both; row < std::max(old.rows(), now.rows()); ++row) rows.push_back(row);
    return rows;
}

}  // namespace agglo
