#include "dmn/table_index/cells.h"

#include <algorithm>

#include "feel/value/compare.h"

namespace agglo::dmn {

using feel::Value;

bool comes_before(Value const& a, Value const& b) {
    if (auto const* x = a.as<feel::Number>()) {
        if (auto const* y = b.as<feel::Number>()) return *x < *y;
    }
    if (a.as<bool>() && b.as<bool>()) return *a.as<bool>() < *b.as<bool>();
    auto const order = feel::order(a, b);
    return order && *order < 0;
}

Cells::Cells(std::vector<Value> constants) : constants_(std::move(constants)) {
    std::sort(constants_.begin(), constants_.end(), comes_before);
    auto const same = [](Value const& a, Value const& b) {
        return !comes_before(a, b) && !comes_before(b, a);
    };
    constants_.erase(std::unique(constants_.begin(), constants_.end(), same), constants_.end());
}

size_t Cells::cell_of(Value const& value) const {
    auto const at = std::lower_bound(constants_.begin(), constants_.end(), value, comes_before);
    auto const index = static_cast<size_t>(at - constants_.begin());
    bool const here = at != constants_.end() && !comes_before(value, *at);
    return index * 2 + (here ? 1 : 0);
}

Cells::Run Cells::run_of(Interval const& interval) const {
    size_t first = 0;
    size_t last = size() - 1;
    if (!interval.low.is_null()) first = cell_of(interval.low) + (interval.low_included ? 0 : 1);
    if (!interval.high.is_null()) last = cell_of(interval.high) - (interval.high_included ? 0 : 1);
    return {first, last};
}

}  // namespace agglo::dmn
