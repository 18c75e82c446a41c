#include "column/accumulator.h"

#include <algorithm>

namespace agglo {

size_t Accumulated::bytes() const {
    auto const wide = sums.capacity() + seconds.capacity() + seen.capacity();
    return sizeof *this + wide * sizeof(int128) + missing.capacity() * sizeof(int64_t) +
           known.capacity();
}

void Accumulator::grow(size_t groups) {
    all_.sums.resize(groups);
    all_.seconds.resize(groups);
    all_.missing.resize(groups);
    all_.known.resize(groups);
}

void Accumulator::add(size_t group, Selection const& selection, uint32_t const* group_of_row) {
    if (measure_->fold == Fold::kRows) return;
    if (measure_->fold == Fold::kSum && measure_->value.direct()) {
        Chunk const* const chunk = measure_->value.chunk(group);
        if (chunk && chunk->storage() == Storage::kInt64) {
            return add_direct_sum(*chunk, selection, group_of_row);
        }
    }
    size_t const count = selection.rows().size();
    gather(measure_->value, group, selection, value_);
    if (measure_->fold == Fold::kSumPair) {
        gather(measure_->second, group, selection, second_);
        join_presence(count);
    }
    for (size_t i = 0; i < count && !value_.all_present; ++i) {
        all_.missing[group_of_row[i]] += !value_.present[i];
    }
    add_gathered(count, group_of_row);
}

/// The usual measure, straight from the chunk, where a missing value is 0.
void Accumulator::add_direct_sum(Chunk const& chunk, Selection const& selection,
                                 uint32_t const* group_of_row) {
    auto const rows = selection.rows();
    auto const* const values = chunk.values<int64_t>();
    int128* const sums = all_.sums.data();
    for (size_t i = 0; i < rows.size(); ++i) {
        fetch_ahead(values + rows[i]);
        sums[group_of_row[i]] += values[rows[i]];
    }
    selection.for_each_missing(chunk, [&](size_t i) { ++all_.missing[group_of_row[i]]; });
}

/// A pair counts where both values are present.
void Accumulator::join_presence(size_t count) {
    bool const all = value_.all_present && second_.all_present;
    for (size_t i = 0; i < count && !all; ++i) {
        value_.present[i] = second_.present[i] = value_.has(i) && second_.has(i);
    }
    value_.all_present = second_.all_present = all;
}

void Accumulator::add_gathered(size_t count, uint32_t const* group_of_row) {
    auto const each = [&](auto&& take) {
        for (size_t i = 0; i < count; ++i) {
            if (value_.has(i)) take(group_of_row[i], i);
        }
    };
    switch (measure_->fold) {
        case Fold::kSum:
            each([&](uint32_t g, size_t i) { all_.sums[g] += value_.values[i]; });
            break;
        case Fold::kSumPair:
            each([&](uint32_t g, size_t i) {
                all_.sums[g] += value_.values[i];
                all_.seconds[g] += second_.values[i];
            });
            break;
        case Fold::kMin:
        case Fold::kMax:
            each([&](uint32_t g, size_t i) { offer_extreme(g, value_.values[i]); });
            break;
        case Fold::kDistinct:
            each([&](uint32_t g, size_t i) { all_.seen.emplace_back(g, value_.values[i]); });
            break;
        case Fold::kCount:
        case Fold::kRows: break;
    }
}

bool Accumulator::better(int64_t candidate, int64_t best) const {
    auto const ranked = [&](int64_t value) -> int64_t {
        return measure_->rank.empty() ? value : measure_->rank[static_cast<size_t>(value)];
    };
    return measure_->fold == Fold::kMin ? ranked(candidate) < ranked(best)
                                        : ranked(candidate) > ranked(best);
}

void Accumulator::offer_extreme(uint32_t group, int64_t value) {
    if (!all_.known[group] || better(value, static_cast<int64_t>(all_.sums[group])))
        all_.sums[group] = value;
    all_.known[group] = 1;
}

void Accumulator::merge(Accumulated const& other, std::vector<uint32_t> const& map) {
    if (measure_->fold == Fold::kRows) return;
    bool const extreme = measure_->fold == Fold::kMin || measure_->fold == Fold::kMax;
    bool const pair = measure_->fold == Fold::kSumPair;
    bool const sum = measure_->fold == Fold::kSum || pair;
    for (size_t g = 0; g < map.size(); ++g) {
        all_.missing[map[g]] += other.missing[g];
        if (extreme && other.known[g]) offer_extreme(map[g], static_cast<int64_t>(other.sums[g]));
        if (sum) all_.sums[map[g]] += other.sums[g];
        if (pair) all_.seconds[map[g]] += other.seconds[g];
    }
    for (auto const& [g, value] : other.seen) all_.seen.emplace_back(map[g], value);
}

Accumulated Accumulator::take() {
    bool const extreme = measure_->fold == Fold::kMin || measure_->fold == Fold::kMax;
    bool const pair = measure_->fold == Fold::kSumPair;
    if (!extreme && !pair && measure_->fold != Fold::kSum) all_.sums = {};
    if (!extreme) all_.known = {};
    if (!pair) all_.seconds = {};
    if (measure_->fold == Fold::kRows) all_.missing = {};
    drop_repeats();
    return std::move(all_);
}

GroupCell Accumulator::cell(size_t group, int64_t rows) const {
    int64_t const present = rows - all_.missing[group];
    switch (measure_->fold) {
        case Fold::kRows: return {rows, 0, rows};
        case Fold::kCount: return {present, 0, present};
        case Fold::kDistinct: return {0, 0, 0};
        case Fold::kSumPair: return {all_.sums[group], all_.seconds[group], present};
        case Fold::kMin:
        case Fold::kMax:
        case Fold::kSum: return {all_.sums[group], 0, present};
    }
    return {};
}

std::vector<GroupCell> Accumulator::finish(std::vector<int64_t> const& rows_in_group) {
    std::vector<GroupCell> cells;
    for (size_t g = 0; g < rows_in_group.size(); ++g) cells.push_back(cell(g, rows_in_group[g]));
    if (measure_->fold == Fold::kDistinct) count_distinct(cells);
    return cells;
}

void Accumulator::drop_repeats() {
    std::sort(all_.seen.begin(), all_.seen.end());
    all_.seen.erase(std::unique(all_.seen.begin(), all_.seen.end()), all_.seen.end());
}

void Accumulator::count_distinct(std::vector<GroupCell>& cells) {
    drop_repeats();
    for (auto const& [g, value] : all_.seen) ++cells[g].value;
    for (auto& each : cells) each.count = static_cast<int64_t>(each.value);
}

}  // namespace agglo
