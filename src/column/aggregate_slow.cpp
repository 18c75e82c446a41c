// The slow twin of aggregate.cpp: one row at a time, ordered maps, no kernels.
#include <algorithm>
#include <map>
#include <set>

#include "column/aggregate.h"

namespace agglo {

namespace {

struct SlowCell {
    int128 sum = 0;
    int128 second = 0;
    int64_t count = 0;
    std::optional<int64_t> extreme;
    std::set<int64_t> seen;
};

int64_t ranked(GroupMeasure const& measure, int64_t value) {
    return measure.rank.empty() ? value : measure.rank[static_cast<size_t>(value)];
}

void add(GroupMeasure const& measure, size_t row, SlowCell& cell) {
    int64_t value = 0;
    int64_t second = 0;
    if (measure.fold != Fold::kRows && !measure.value.read(row, value)) return;
    if (measure.fold == Fold::kSumPair && !measure.second.read(row, second)) return;
    ++cell.count;
    cell.sum += value;
    cell.second += second;
    cell.seen.insert(value);
    bool const less = cell.extreme && ranked(measure, value) < ranked(measure, *cell.extreme);
    bool const more = cell.extreme && ranked(measure, value) > ranked(measure, *cell.extreme);
    if (!cell.extreme || (measure.fold == Fold::kMin && less) ||
        (measure.fold == Fold::kMax && more)) {
        cell.extreme = value;
    }
}

GroupCell finished(GroupMeasure const& measure, SlowCell const& cell) {
    auto const distinct = static_cast<int64_t>(cell.seen.size());
    switch (measure.fold) {
        case Fold::kRows:
        case Fold::kCount: return {cell.count, 0, cell.count};
        case Fold::kDistinct: return {distinct, 0, distinct};
        case Fold::kMin:
        case Fold::kMax: return {cell.extreme.value_or(0), 0, cell.count};
        case Fold::kSum: return {cell.sum, 0, cell.count};
        case Fold::kSumPair: return {cell.sum, cell.second, cell.count};
    }
    return {};
}

}  // namespace

GroupOutcome group_rows_slowly(Table const& table, Predicate const& filter,
                               std::vector<GroupKey> const& keys,
                               std::vector<GroupMeasure> const& measures) {
    using Key = std::vector<std::optional<int64_t>>;
    std::map<Key, std::vector<SlowCell>> cells;
    std::vector<Key> order;
    if (keys.empty()) order.emplace_back(), cells.try_emplace(Key{}, measures.size());
    for (size_t row = 0; row < table.rows(); ++row) {
        if (filter.evaluate_row(table, row) != Predicate::RowTruth::kTrue) continue;
        Key key;
        for (auto const& part : keys) {
            int64_t value = 0;
            bool const present = part.source.read(row, value);
            if (present && part.transform) value = part.transform(value);
            key.push_back(present ? std::optional(value) : std::nullopt);
        }
        auto const [at, fresh] = cells.try_emplace(key, measures.size());
        if (fresh) order.push_back(key);
        for (size_t m = 0; m < measures.size(); ++m) add(measures[m], row, at->second[m]);
    }
    GroupOutcome outcome;
    for (auto const& key : order) {
        GroupOutcome::Group group{key, {}};
        for (size_t m = 0; m < measures.size(); ++m)
            group.cells.push_back(finished(measures[m], cells[key][m]));
        outcome.groups.push_back(std::move(group));
    }
    return outcome;
}

}  // namespace agglo
