#include "column/aggregate.h"

#include <algorithm>
#include <thread>

#include "column/accumulator.h"
#include "column/group_index.h"
#include "column/group_part.h"

namespace agglo {

namespace {

constexpr size_t kThreadsMax = 16;

/// One thread's share of the work.
class Grouper {
public:
    Grouper(Table const& table, std::vector<GroupKey> const& keys,
            std::vector<GroupMeasure> const& measures)
        : table_(table),
          width_(keys.size()),
          index_(keys),
          accumulators_(measures.begin(), measures.end()) {
        grow();
    }

    void take(Predicate const& filter, size_t group) {
        selection_.assign(filter.evaluate(table_, group).yes);
        auto const rows = selection_.rows();
        if (rows.empty()) return;
        index_.find(group, selection_, group_of_row_.data());
        grow();
        for (size_t i = 0; i < rows.size(); ++i) ++rows_in_group_[group_of_row_[i]];
        for (auto& accumulator : accumulators_) {
            accumulator.add(group, selection_, group_of_row_.data());
        }
    }

    void merge(GroupPart const& part) {
        std::vector<uint32_t> map;
        GroupIndex::Keys keys(width_);
        for (size_t g = 0; g < part.rows.size(); ++g) {
            std::copy_n(part.keys.begin() + static_cast<std::ptrdiff_t>(g * width_), width_,
                        keys.begin());
            map.push_back(index_.find_or_make(keys));
        }
        grow();
        for (size_t g = 0; g < map.size(); ++g) rows_in_group_[map[g]] += part.rows[g];
        for (size_t m = 0; m < accumulators_.size(); ++m) {
            accumulators_[m].merge(part.measures[m], map);
        }
    }

    /// Ends this one.
    GroupPart part() {
        GroupPart part;
        part.keys.reserve(index_.size() * width_);
        for (size_t g = 0; g < index_.size(); ++g) {
            auto const& keys = index_.keys_of(g);
            part.keys.insert(part.keys.end(), keys.begin(), keys.end());
        }
        part.rows = std::move(rows_in_group_);
        for (auto& accumulator : accumulators_) part.measures.push_back(accumulator.take());
        return part;
    }

    GroupOutcome outcome() {
        GroupOutcome result;
        for (size_t g = 0; g < index_.size(); ++g) result.groups.push_back({index_.keys_of(g), {}});
        for (auto& accumulator : accumulators_) {
            auto const cells = accumulator.finish(rows_in_group_);
            for (size_t g = 0; g < cells.size(); ++g) result.groups[g].cells.push_back(cells[g]);
        }
        return result;
    }

private:
    void grow() {
        if (index_.size() == rows_in_group_.size()) return;
        rows_in_group_.resize(index_.size());
        for (auto& accumulator : accumulators_) accumulator.grow(index_.size());
    }

    Table const& table_;
    size_t width_;  // keys
    GroupIndex index_;
    std::vector<Accumulator> accumulators_;
    std::vector<int64_t> rows_in_group_;
    // Of the chunk at hand.
    Selection selection_;
    std::array<uint32_t, kChunkRows> group_of_row_;
};

}  // namespace

GroupOutcome group_rows(Table const& table, Predicate const& filter,
                        std::vector<GroupKey> const& keys,
                        std::vector<GroupMeasure> const& measures, unsigned threads) {
    if (threads == 0) threads = table.rows() > kParallelRows ? 2 : 1;
    auto const most = std::max<size_t>(1, std::min(kThreadsMax, table.groups()));
    threads = static_cast<unsigned>(std::clamp<size_t>(threads, 1, most));
    std::vector<std::unique_ptr<Grouper>> groupers(threads);
    auto const work = [&](unsigned t) {
        groupers[t] = std::make_unique<Grouper>(table, keys, measures);  // near its own thread
        size_t const from = table.groups() * t / threads;
        size_t const to = table.groups() * (t + 1) / threads;
        for (size_t group = from; group < to; ++group) groupers[t]->take(filter, group);
    };
    std::vector<std::thread> helpers;
    for (unsigned t = 1; t < threads; ++t) helpers.emplace_back(work, t);
    work(0);
    for (auto& helper : helpers) helper.join();
    for (unsigned t = 1; t < threads; ++t) groupers[0]->merge(groupers[t]->part());
    return groupers[0]->outcome();
}

size_t GroupPart::bytes() const {
    size_t sum = sizeof *this + keys.capacity() * sizeof keys[0] + rows.capacity() * sizeof rows[0];
    for (auto const& each : measures) sum += each.bytes();
    return sum;
}

GroupPart group_part(Table const& table, Predicate const& filter, GroupShape const& shape,
                     ChunkSpan chunks) {
    Grouper grouper(table, shape.keys, shape.measures);
    for (size_t group = chunks.from; group < chunks.to; ++group) grouper.take(filter, group);
    return grouper.part();
}

GroupOutcome join_parts(Table const& table, GroupShape const& shape,
                        std::span<std::shared_ptr<GroupPart const> const> parts) {
    Grouper grouper(table, shape.keys, shape.measures);
    for (auto const& part : parts) grouper.merge(*part);
    return grouper.outcome();
}

}  // namespace agglo
