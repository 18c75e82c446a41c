#pragma once
// Group-by over columns: rows selected by a predicate, put into groups by key columns, summed
// exactly.
//
// A key is dense when its values lie in a known range (dictionary codes, references, years): groups
// are then found by arithmetic; otherwise by hashing. `group_rows_slowly` is the twin that tests
// compare with.
#include <cstdint>
#include <functional>
#include <optional>
#include <vector>

#include "base/decimal.h"
#include "column/column_source.h"
#include "column/predicate.h"

namespace agglo {

inline constexpr size_t kParallelRows = 200'000;

struct GroupKey {
    ColumnSource source;
    /// Applied to the raw value, e.g. a date's year; empty: the value itself.
    std::function<int64_t(int64_t)> transform;
    /// Values are known to lie in [0, limit); 0: not known.
    size_t limit = 0;
};

enum class Fold : uint8_t {
    kCount,  ///< rows where the value is present
    kSum,    ///< also the count of present values, so that an empty sum is missing
    kMin,
    kMax,
    kDistinct,
    kRows,     ///< all rows
    kSumPair,  ///< two sums over rows where both values are present
};

struct GroupMeasure {
    Fold fold = Fold::kRows;
    ColumnSource value;
    ColumnSource second;  ///< kSumPair only
    /// kMin, kMax: the order of values when it is not that of the integers (dictionary codes);
    /// empty: integers.
    std::vector<uint32_t> rank;
};

struct GroupCell {
    int128 value = 0;
    int128 second = 0;
    int64_t count = 0;  ///< present values (kSumPair: rows where both are)
};

struct GroupOutcome {
    /// One per group, in order of first appearance: key values (nothing: missing) and cells by
    /// measure.
    struct Group {
        std::vector<std::optional<int64_t>> keys;
        std::vector<GroupCell> cells;
    };
    std::vector<Group> groups;
};

/// Two threads share tables of more than kParallelRows rows when `threads` is 0; otherwise as many
/// as it says.
GroupOutcome group_rows(Table const& table, Predicate const& filter,
                        std::vector<GroupKey> const& keys,
                        std::vector<GroupMeasure> const& measures, unsigned threads = 0);
GroupOutcome group_rows_slowly(Table const& table, Predicate const& filter,
                               std::vector<GroupKey> const& keys,
                               std::vector<GroupMeasure> const& measures);

}  // namespace agglo
