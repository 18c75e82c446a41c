#include "column/aggregate.h"

#include <algorithm>
#include <map>
#include <numeric>
#include <thread>
#include <unordered_map>

namespace agglo {

namespace {

constexpr size_t kDenseSlotsMax = 1u << 20;
constexpr size_t kThreadsMax = 16;

/// The values of one source for the selected rows of one chunk.
struct Gathered {
    std::vector<int64_t> values;
    std::vector<uint8_t> present;
    bool all_present = true;
};

struct KeyTuple {
    std::vector<int64_t> values;
    std::vector<uint8_t> present;
    bool operator==(KeyTuple const&) const = default;
};

struct KeyTupleHash {
    size_t operator()(KeyTuple const& key) const {
        uint64_t hash = 0x9E3779B97F4A7C15u;
        for (size_t i = 0; i < key.values.size(); ++i) {
            hash = (hash ^ static_cast<uint64_t>(key.values[i]) ^ key.present[i]) * 0xBF58476D1CE4E5B9u;
            hash ^= hash >> 31;
        }
        return hash;
    }
};

template <class T>
void gather_direct(T const* values, std::vector<uint16_t> const& rows, std::vector<int64_t>& out) {
    for (size_t i = 0; i < rows.size(); ++i) out[i] = static_cast<int64_t>(values[rows[i]]);
}

/// Reads a column of the table itself; `mask` is the selection.
void gather_chunk(Chunk const* chunk, Mask const& mask, std::vector<uint16_t> const& rows, Gathered& out) {
    if (!chunk) {
        std::fill(out.present.begin(), out.present.end(), 0);
        out.all_present = rows.empty();
        return;
    }
    switch (chunk->storage()) {
        case Storage::kBool8: gather_direct(chunk->values<uint8_t>(), rows, out.values); break;
        case Storage::kInt32: gather_direct(chunk->values<int32_t>(), rows, out.values); break;
        case Storage::kInt64: gather_direct(chunk->values<int64_t>(), rows, out.values); break;
        case Storage::kCode32: gather_direct(chunk->values<uint32_t>(), rows, out.values); break;
    }
    uint64_t missing = 0;
    for (size_t word = 0; word < kMaskWords; ++word) missing |= mask.words[word] & ~chunk->mask_word(word);
    out.all_present = missing == 0;
    if (out.all_present) return;
    for (size_t i = 0; i < rows.size(); ++i) out.present[i] = chunk->has(rows[i]);
}

void gather(ColumnSource const& source, size_t group, Mask const& mask, std::vector<uint16_t> const& rows,
            Gathered& out) {
    out.values.resize(rows.size());
    out.present.resize(rows.size());
    if (source.direct()) {
        auto const& step = source.steps.front();
        return gather_chunk(step.table->chunk(group, step.column), mask, rows, out);
    }
    out.all_present = true;
    for (size_t i = 0; i < rows.size(); ++i) {
        out.present[i] = source.read(group * kChunkRows + rows[i], out.values[i]);
        out.all_present = out.all_present && out.present[i];
    }
}

/// The sums of one measure, by group.
struct Accumulator {
    std::vector<int128> value;
    std::vector<int128> second;
    std::vector<int64_t> missing;  // rows of the group without a value
    std::vector<std::pair<uint32_t, int64_t>> seen;  // kDistinct: group and value, with repeats

    void resize(size_t groups) {
        value.resize(groups);
        second.resize(groups);
        missing.resize(groups);
    }
};

int64_t ranked(GroupMeasure const& measure, int64_t value) {
    return measure.rank.empty() ? value : measure.rank[static_cast<size_t>(value)];
}

/// Whether `candidate` takes the place of `best` for a kMin or kMax measure.
bool better(GroupMeasure const& measure, int64_t candidate, int64_t best) {
    int64_t const a = ranked(measure, candidate);
    int64_t const b = ranked(measure, best);
    return measure.fold == Fold::kMin ? a < b : a > b;
}

/// One thread's share of the work.
class Grouper {
public:
    Grouper(Table const& table, std::vector<GroupKey> const& keys, std::vector<GroupMeasure> const& measures)
        : table_(table), keys_(keys), measures_(measures), accumulators_(measures.size()), gathered_keys_(keys.size()) {
        size_t slots = 1;
        for (auto const& key : keys) {
            if (key.limit == 0 || slots > kDenseSlotsMax) slots = kDenseSlotsMax + 1;
            if (slots <= kDenseSlotsMax) slots *= key.limit + 1;
        }
        if (slots <= kDenseSlotsMax) dense_.assign(slots, kNoGroup);
        if (keys.empty()) (void)new_group({});
    }

    void take(Predicate const& filter, size_t group) {
        Mask const mask = filter.evaluate(table_, group).yes;
        rows_.clear();
        mask.for_each([this](size_t row) { rows_.push_back(static_cast<uint16_t>(row)); });
        if (rows_.empty()) return;
        find_groups(group, mask);
        for (uint32_t const g : group_of_row_) ++rows_in_group_[g];
        for (size_t m = 0; m < measures_.size(); ++m) add(m, group, mask);
    }

    void merge(Grouper& other) {
        std::vector<uint32_t> map(other.keys_of_group_.size());
        for (size_t g = 0; g < map.size(); ++g) {
            map[g] = find_or_make(other.keys_of_group_[g]);
            rows_in_group_[map[g]] += other.rows_in_group_[g];
        }
        for (size_t m = 0; m < measures_.size(); ++m) merge_measure(m, other, map);
    }

    GroupOutcome outcome() {
        GroupOutcome result;
        for (size_t g = 0; g < keys_of_group_.size(); ++g) {
            GroupOutcome::Group group;
            for (size_t k = 0; k < keys_.size(); ++k) {
                auto const& key = keys_of_group_[g];
                group.keys.push_back(key.present[k] ? std::optional(key.values[k]) : std::nullopt);
            }
            for (size_t m = 0; m < measures_.size(); ++m) group.cells.push_back(cell(m, g));
            result.groups.push_back(std::move(group));
        }
        count_distinct(result);
        return result;
    }

private:
    static constexpr uint32_t kNoGroup = 0xFFFFFFFF;

    uint32_t new_group(KeyTuple key) {
        auto const number = static_cast<uint32_t>(keys_of_group_.size());
        keys_of_group_.push_back(std::move(key));
        rows_in_group_.push_back(0);
        for (auto& accumulator : accumulators_) accumulator.resize(number + 1);
        return number;
    }

    size_t dense_slot(KeyTuple const& key) const {
        size_t slot = 0;
        for (size_t k = 0; k < keys_.size(); ++k) {
            slot = slot * (keys_[k].limit + 1) + (key.present[k] ? static_cast<size_t>(key.values[k]) + 1 : 0);
        }
        return slot;
    }

    uint32_t find_or_make(KeyTuple const& key) {
        if (keys_.empty()) return 0;
        uint32_t& known = dense_.empty() ? sparse_.try_emplace(key, kNoGroup).first->second : dense_[dense_slot(key)];
        if (known == kNoGroup) known = new_group(key);
        return known;
    }

    void find_groups(size_t group, Mask const& mask) {
        group_of_row_.assign(rows_.size(), 0);
        if (keys_.empty()) return;
        for (size_t k = 0; k < keys_.size(); ++k) {
            auto& gathered = gathered_keys_[k];
            gather(keys_[k].source, group, mask, rows_, gathered);
            if (gathered.all_present) std::fill(gathered.present.begin(), gathered.present.end(), 1);
            if (keys_[k].transform) {
                for (size_t i = 0; i < rows_.size(); ++i) {
                    if (gathered.present[i]) gathered.values[i] = keys_[k].transform(gathered.values[i]);
                }
            }
            if (keys_[k].limit > 0) drop_beyond(keys_[k].limit, gathered);
        }
        dense_.empty() ? find_sparse() : find_dense();
    }

    /// A reference written while its field led to another entity may lie beyond the rows there are: it is missing.
    void drop_beyond(size_t limit, Gathered& gathered) const {
        for (size_t i = 0; i < rows_.size(); ++i) {
            if (static_cast<uint64_t>(gathered.values[i]) >= limit) gathered.present[i] = 0;
        }
    }

    void find_dense() {
        slots_.assign(rows_.size(), 0);
        for (size_t k = 0; k < keys_.size(); ++k) {
            auto const& gathered = gathered_keys_[k];
            auto const width = static_cast<uint32_t>(keys_[k].limit + 1);
            for (size_t i = 0; i < rows_.size(); ++i) {
                auto const digit = gathered.present[i] ? static_cast<uint32_t>(gathered.values[i]) + 1 : 0;
                slots_[i] = slots_[i] * width + digit;
            }
        }
        for (size_t i = 0; i < rows_.size(); ++i) {
            uint32_t number = dense_[slots_[i]];
            if (number == kNoGroup) number = dense_[slots_[i]] = new_group(key_of_row(i));
            group_of_row_[i] = number;
        }
    }

    void find_sparse() {
        for (size_t i = 0; i < rows_.size(); ++i) group_of_row_[i] = find_or_make(key_of_row(i));
    }

    KeyTuple key_of_row(size_t i) const {
        KeyTuple key;
        for (auto const& gathered : gathered_keys_) {
            key.values.push_back(gathered.present[i] ? gathered.values[i] : 0);
            key.present.push_back(gathered.present[i]);
        }
        return key;
    }

    void add(size_t m, size_t group, Mask const& mask) {
        auto const& measure = measures_[m];
        if (measure.fold == Fold::kRows) return;
        gather(measure.value, group, mask, rows_, value_);
        if (measure.fold == Fold::kSumPair) {
            gather(measure.second, group, mask, rows_, second_);
            join_presence();
        }
        auto& accumulator = accumulators_[m];
        if (!value_.all_present) {
            for (size_t i = 0; i < rows_.size(); ++i) accumulator.missing[group_of_row_[i]] += !value_.present[i];
        }
        switch (measure.fold) {
            case Fold::kSum: add_sum(accumulator.value, value_); break;
            case Fold::kSumPair: add_sum(accumulator.value, value_), add_sum(accumulator.second, second_); break;
            case Fold::kMin:
            case Fold::kMax: add_extreme(measure, accumulator); break;
            case Fold::kDistinct: add_distinct(accumulator); break;
            case Fold::kCount:
            case Fold::kRows: break;
        }
    }

    void join_presence() {
        if (value_.all_present && second_.all_present) return;
        if (value_.all_present) std::fill(value_.present.begin(), value_.present.end(), 1);
        if (second_.all_present) std::fill(second_.present.begin(), second_.present.end(), 1);
        for (size_t i = 0; i < rows_.size(); ++i) value_.present[i] &= second_.present[i];
        second_.present = value_.present;
        value_.all_present = second_.all_present = false;
    }

    void add_sum(std::vector<int128>& sums, Gathered const& gathered) {
        if (gathered.all_present) {
            for (size_t i = 0; i < rows_.size(); ++i) sums[group_of_row_[i]] += gathered.values[i];
            return;
        }
        for (size_t i = 0; i < rows_.size(); ++i) {
            if (gathered.present[i]) sums[group_of_row_[i]] += gathered.values[i];
        }
    }

    void add_extreme(GroupMeasure const& measure, Accumulator& accumulator) {
        for (size_t i = 0; i < rows_.size(); ++i) {
            if (!value_.all_present && !value_.present[i]) continue;
            uint32_t const g = group_of_row_[i];
            int64_t const value = value_.values[i];
            bool const first = accumulator.second[g] == 0;  // `second` marks that an extreme is known
            if (first || better(measure, value, static_cast<int64_t>(accumulator.value[g]))) accumulator.value[g] = value;
            accumulator.second[g] = 1;
        }
    }

    void add_distinct(Accumulator& accumulator) {
        for (size_t i = 0; i < rows_.size(); ++i) {
            if (value_.all_present || value_.present[i]) {
                accumulator.seen.emplace_back(group_of_row_[i], value_.values[i]);
            }
        }
    }

    void merge_measure(size_t m, Grouper& other, std::vector<uint32_t> const& map) {
        auto const& measure = measures_[m];
        auto& mine = accumulators_[m];
        auto const& theirs = other.accumulators_[m];
        bool const extreme = measure.fold == Fold::kMin || measure.fold == Fold::kMax;
        for (size_t g = 0; g < map.size(); ++g) {
            uint32_t const to = map[g];
            mine.missing[to] += theirs.missing[g];
            if (!extreme) {
                mine.value[to] += theirs.value[g];
                mine.second[to] += theirs.second[g];
            } else if (theirs.second[g] != 0) {
                auto const value = static_cast<int64_t>(theirs.value[g]);
                bool const take = mine.second[to] == 0 || better(measure, value, static_cast<int64_t>(mine.value[to]));
                if (take) mine.value[to] = value;
                mine.second[to] = 1;
            }
        }
        for (auto const& [g, value] : theirs.seen) mine.seen.emplace_back(map[g], value);
    }

    GroupCell cell(size_t m, size_t g) const {
        auto const& accumulator = accumulators_[m];
        int64_t const present = rows_in_group_[g] - accumulator.missing[g];
        switch (measures_[m].fold) {
            case Fold::kRows: return {rows_in_group_[g], 0, rows_in_group_[g]};
            case Fold::kCount: return {present, 0, present};
            case Fold::kDistinct: return {0, 0, 0};
            case Fold::kSumPair: return {accumulator.value[g], accumulator.second[g], present};
            case Fold::kMin:
            case Fold::kMax:
            case Fold::kSum: return {accumulator.value[g], 0, present};
        }
        return {};
    }

    void count_distinct(GroupOutcome& result) {
        for (size_t m = 0; m < measures_.size(); ++m) {
            if (measures_[m].fold != Fold::kDistinct) continue;
            auto& seen = accumulators_[m].seen;
            std::sort(seen.begin(), seen.end());
            seen.erase(std::unique(seen.begin(), seen.end()), seen.end());
            for (auto const& [g, value] : seen) ++result.groups[g].cells[m].value;
            for (auto& group : result.groups) group.cells[m].count = static_cast<int64_t>(group.cells[m].value);
        }
    }

    Table const& table_;
    std::vector<GroupKey> const& keys_;
    std::vector<GroupMeasure> const& measures_;

    std::vector<uint32_t> dense_;  // empty: sparse_ is used
    std::unordered_map<KeyTuple, uint32_t, KeyTupleHash> sparse_;
    std::vector<KeyTuple> keys_of_group_;
    std::vector<int64_t> rows_in_group_;
    std::vector<Accumulator> accumulators_;

    // Of the chunk at hand.
    std::vector<uint16_t> rows_;
    std::vector<uint32_t> slots_;
    std::vector<uint32_t> group_of_row_;
    std::vector<Gathered> gathered_keys_;
    Gathered value_;
    Gathered second_;
};

}  // namespace

bool ColumnSource::read(size_t row, int64_t& value) const {
    for (size_t i = 0; i < steps.size(); ++i) {
        auto const& [table, column, readable] = steps[i];
        if (row >= table->rows() || !table->has(row, column)) return false;
        if (readable && !(*readable)[row]) return false;
        value = table->wide(row, column);
        row = static_cast<size_t>(value) - 1;
    }
    return true;
}

GroupOutcome group_rows(Table const& table, Predicate const& filter, std::vector<GroupKey> const& keys,
                        std::vector<GroupMeasure> const& measures, unsigned threads) {
    if (threads == 0) threads = table.rows() > kParallelRows ? 2 : 1;
    threads = static_cast<unsigned>(std::clamp<size_t>(threads, 1, std::max<size_t>(1, std::min(kThreadsMax, table.groups()))));
    std::vector<Grouper> groupers;
    for (unsigned t = 0; t < threads; ++t) groupers.emplace_back(table, keys, measures);
    auto const work = [&](unsigned t) {
        size_t const from = table.groups() * t / threads;
        size_t const to = table.groups() * (t + 1) / threads;
        for (size_t group = from; group < to; ++group) groupers[t].take(filter, group);
    };
    std::vector<std::thread> helpers;
    for (unsigned t = 1; t < threads; ++t) helpers.emplace_back(work, t);
    work(0);
    for (auto& helper : helpers) helper.join();
    for (unsigned t = 1; t < threads; ++t) groupers[0].merge(groupers[t]);
    return groupers[0].outcome();
}

}  // namespace agglo
