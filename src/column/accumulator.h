#pragma once
// Accumulator: one measure of a group-by, added up for every group.
#include "column/aggregate.h"
#include "column/gather.h"

namespace agglo {

class Accumulator {
public:
    explicit Accumulator(GroupMeasure const& measure) : measure_(&measure) {}

    /// Makes room for groups that appeared since.
    void grow(size_t groups);
    /// Adds the selected rows of a chunk; group_of_row[i] is the group of selection.rows()[i].
    void add(size_t group, Selection const& selection, uint32_t const* group_of_row);
    /// Takes over another thread's sums; map[g] is this one's number of its group g.
    void merge(Accumulator const& other, std::vector<uint32_t> const& map);
    /// The cells of all groups; rows_in_group counts their selected rows.
    std::vector<GroupCell> finish(std::vector<int64_t> const& rows_in_group);

private:
    void add_direct_sum(Chunk const& chunk, Selection const& selection,
                        uint32_t const* group_of_row);
    void join_presence(size_t count);
    void add_gathered(size_t count, uint32_t const* group_of_row);
    void offer_extreme(uint32_t group, int64_t value);
    bool better(int64_t candidate, int64_t best) const;
    GroupCell cell(size_t group, int64_t rows) const;
    void count_distinct(std::vector<GroupCell>& cells);

    GroupMeasure const* measure_;
    std::vector<int128> sums_;  // kMin, kMax: the extreme
    std::vector<int128> seconds_;
    std::vector<int64_t> missing_;                    // rows of the group without a value
    std::vector<uint8_t> known_;                      // kMin, kMax: there is an extreme
    std::vector<std::pair<uint32_t, int64_t>> seen_;  // kDistinct: group and value, with repeats
    Gathered value_;                                  // of the chunk at hand
    Gathered second_;
};

}  // namespace agglo
