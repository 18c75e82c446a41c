#pragma once
// Cells: a line of ordered constants cut into points and the open gaps between them. For constants
// 10, 20: `..10`, `10`, `10..20`, `20`, `20..` are cells 0 to 4; every interval between constants
// is a run of whole cells.
#include <cstdint>
#include <span>
#include <vector>

#include "dmn/table_index/plain_entry.h"

namespace agglo::dmn {

class Cells {
public:
    /// Of one kind, in any order, repeated or not.
    explicit Cells(std::vector<feel::Value> constants);

    size_t size() const { return constants_.size() * 2 + 1; }
    std::vector<feel::Value> const& constants() const { return constants_; }
    bool is_point(size_t cell) const { return cell % 2 == 1; }
    feel::Value const& point(size_t cell) const { return constants_[cell / 2]; }
    size_t cell_of(feel::Value const& value) const;

    struct Run {
        size_t first;
        size_t last;  ///< inclusive; before `first` when the interval is empty
    };
    /// The interval's bounds are among the constants.
    Run run_of(Interval const& interval) const;

private:
    std::vector<feel::Value> constants_;
};

/// Order of values of one ordered kind; false before true.
bool comes_before(feel::Value const& a, feel::Value const& b);

}  // namespace agglo::dmn
