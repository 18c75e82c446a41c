#include "feel/value/range_property.h"

namespace agglo::feel {

std::optional<Value> range_property(Range const& range, std::string_view name) {
    if (name == "start") return range.low;
    if (name == "end") return range.high;
    if (name == "start included") return range.low_included;
    if (name == "end included") return range.high_included;
    return std::nullopt;
}

}  // namespace agglo::feel
