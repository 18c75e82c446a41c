#pragma once
// Group-by over columns: rows selected by a predicate, put into groups by key columns, summed exactly.
//
// A key is dense when its values lie in a known range (dictionary codes, references, years): groups are then found by
// arithmetic; otherwise by hashing. `group_rows_slowly` is the twin that tests compare with.
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <vector>

#include "base/decimal.h"
#include "column/predicate.h"

namespace agglo {

inline constexpr size_t kParallelRows = 200'000;

/// Where a key, or a measured value, comes from: a column of the table, or one reached by following references.
struct ColumnSource {
    struct Step {
        Table const* table;
        size_t column;
        /// By row of the table: whether a reference may be followed to it; nullptr: to all.
        std::shared_ptr<std::vector<uint8_t> const> readable = {};
    };
    /// References to follow, each a column of the table before; then the last step's column holds the value.
    std::vector<Step> steps;

    /// The value of a row of the first table, widened; false when it or a reference on the way is missing or not readable.
    bool read(size_t row, int64_t& value) const;
    bool direct() const { return steps.size() == 1; }
};

struct GroupKey {
    ColumnSource source;
    /// Applied to the raw value, e.g. a date's year; empty: the value itself.
    std::function<int64_t(int64_t)> transform;
    /// Values are known to lie in [0, limit); 0: not known.
    size_t limit = 0;
};

enum class Fold : uint8_t {
    kCount,     ///< rows where the value is present
    kSum,       ///< also the count of present values, so that an empty sum is missing
    kMin,
    kMax,
    kDistinct,
    kRows,      ///< all rows
    kSumPair,   ///< two sums over rows where both values are present
};

struct GroupMeasure {
    Fold fold = Fold::kRows;
    ColumnSource value;
    ColumnSource second;  ///< kSumPair only
    /// kMin, kMax: the order of values when it is not that of the integers (dictionary codes); empty: integers.
    std::vector<uint32_t> rank;
};

struct GroupCell {
    int128 value = 0;
    int128 second = 0;
    int64_t count = 0;  ///< present values (kSumPair: rows where both are)
};

struct GroupOutcome {
    /// One per group, in order of first appearance: key values (nothing: missing) and cells by measure.
    struct Group {
        std::vector<std::optional<int64_t>> keys;
        std::vector<GroupCell> cells;
    };
    std::vector<Group> groups;
};

/// Two threads share tables of more than kParallelRows rows when `threads` is 0; otherwise as many as it says.
GroupOutcome group_rows(Table const& table, Predicate const& filter, std::vector<GroupKey> const& keys,
                        std::vector<GroupMeasure> const& measures, unsigned threads = 0);
GroupOutcome group_rows_slowly(Table const& table, Predicate const& filter, std::vector<GroupKey> const& keys,
                               std::vector<GroupMeasure> const& measures);

}  // namespace agglo
