#include "feel/builtins/distinct.h"

#include <algorithm>

#include "feel/value/compare.h"

namespace agglo::feel {

bool DistinctItems::is_new_among_others(Value const& item) {
    auto const walk = 1 + parts_of(item).count / Evaluation::kPartsOfStep;
    if (!call_.evaluation.take(others_.size() * walk)) return false;
    bool const known = std::any_of(others_.begin(), others_.end(),
                                   [&](Value const& other) { return same(other, item); });
    if (!known) others_.push_back(item);
    return !known;
}

bool DistinctItems::is_new(Value const& item) {
    if (auto const* number = item.as<Number>()) return numbers_.insert(*number).second;
    if (auto const* text = item.string()) return texts_.insert(*text).second;
    return is_new_among_others(item);
}

bool DistinctItems::add(Value const& item) {
    if (!call_.evaluation.take(1)) return false;
    if (is_new(item)) items_.push_back(item);
    return !call_.evaluation.exhausted();
}

}  // namespace agglo::feel
