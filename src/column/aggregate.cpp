#include "column/aggregate.h"

#include <algorithm>
#include <thread>

#include "column/accumulator.h"
#include "column/group_index.h"

namespace agglo {

namespace {

constexpr size_t kThreadsMax = 16;

/// One thread's share of the work.
class Grouper {
public:
    Grouper(Table const& table, std::vector<GroupKey> const& keys,
            std::vector<GroupMeasure> const& measures)
        : table_(table), index_(keys), accumulators_(measures.begin(), measures.end()) {
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

    void merge(Grouper const& other) {
        std::vector<uint32_t> map;
        for (size_t g = 0; g < other.index_.size(); ++g) {
            map.push_back(index_.find_or_make(other.index_.keys_of(g)));
        }
        grow();
        for (size_t g = 0; g < map.size(); ++g) rows_in_group_[map[g]] += other.rows_in_group_[g];
        for (size_t m = 0; m < accumulators_.size(); ++m) {
            accumulators_[m].merge(other.accumulators_[m], map);
        }
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
    for (unsigned t = 1; t < threads; ++t) groupers[0]->merge(*groupers[t]);
    return groupers[0]->outcome();
}

}  // namespace agglo
