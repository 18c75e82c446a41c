#include "query/rows_by_group.h"

namespace agglo {

RowsByGroup rows_by_group(Table const& table, Predicate const& filter,
                          std::vector<GroupKey> const& keys) {
    GroupIndex index(keys);
    RowsByGroup found;
    found.rows.resize(index.size());
    Selection selection;
    std::array<uint32_t, kChunkRows> group_of_row;
    for (size_t chunk = 0; chunk < table.groups(); ++chunk) {
        selection.assign(filter.evaluate(table, chunk).yes);
        auto const rows = selection.rows();
        if (rows.empty()) continue;
        index.find(chunk, selection, group_of_row.data());
        found.rows.resize(index.size());
        for (size_t i = 0; i < rows.size(); ++i) {
            auto const row = static_cast<uint32_t>(chunk * kChunkRows + rows[i]);
            found.rows[group_of_row[i]].push_back(row);
        }
    }
    for (size_t group = 0; group < index.size(); ++group)
        found.keys.push_back(index.keys_of(group));
    return found;
}

}  // namespace agglo
