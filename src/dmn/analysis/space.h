#pragma once
// Space: the inputs of a decision table as a grid: per input its cells (table_index/cells.h), only
// those that the input's type and values allow, and last the cell of null. A rule is a box of
// cells.
#include <optional>
#include <vector>

#include "dmn/table_index/table_index.h"

namespace agglo::dmn {

struct Axis {
    std::string name;
    std::vector<feel::Value> samples;  ///< one a cell, the last null
    std::vector<RuleSet> certain;      ///< per cell the rules whose entry holds there
    std::vector<RuleSet> possible;     ///< and those that cannot be told

    size_t cells() const { return samples.size(); }
    size_t cells_but_null() const { return samples.size() - 1; }
};

struct Space {
    explicit Space(DecisionTable const& table);

    std::vector<Axis> axes;
    size_t rules;
};

/// A value in a cell, the simplest; nothing when there is none (between two days).
std::optional<feel::Value> sample_of(Cells const& cells, size_t cell);

}  // namespace agglo::dmn
