#pragma once
// Accumulator: one measure of a group-by, added up for every group.
#include "column/aggregate.h"
#include "column/gather.h"

namespace agglo {

/// What one measure came to, by group.
struct Accumulated {
    std::vector<int128> sums;  ///< kMin, kMax: the extreme
    std::vector<int128> seconds;
    std::vector<int64_t> missing;                    ///< rows of the group without a value
    std::vector<uint8_t> known;                      ///< kMin, kMax: there is an extreme
    std::vector<std::pair<uint32_t, int64_t>> seen;  ///< kDistinct: group and value, with repeats

    size_t bytes() const;
};

class Accumulator {
public:
    explicit Accumulator(GroupMeasure const& measure) : measure_(&measure) {}

    /// Makes room for groups that appeared since.
    void grow(size_t groups);
    /// Adds the selected rows of a chunk; group_of_row[i] is the group of selection.rows()[i].
    void add(size_t group, Selection const& selection, uint32_t const* group_of_row);
    /// Takes over the sums of other rows; map[g] is this one's number of their group g.
    void merge(Accumulated const& other, std::vector<uint32_t> const& map);
    /// What was added up, to be merged by another of the same measure: without what it has no need
    /// of, and without repeats. Ends this one.
    Accumulated take();
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
    void drop_repeats();
    void count_distinct(std::vector<GroupCell>& cells);

    GroupMeasure const* measure_;
    Accumulated all_;
    Gathered value_;  // of the chunk at hand
    Gathered second_;
};

}  // namespace agglo
