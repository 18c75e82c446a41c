#include "dmn/model/boxed.h"

#include "dmn/model/decision_table.h"

namespace agglo::dmn {

// Here, where DecisionTable is complete.
Boxed::Boxed() = default;
Boxed::~Boxed() = default;
Boxed::Boxed(Boxed&&) noexcept = default;
Boxed& Boxed::operator=(Boxed&&) noexcept = default;

std::string_view name_of(HitPolicy policy) {
    constexpr std::string_view kNames[] = {"UNIQUE",  "FIRST",      "PRIORITY",    "ANY",
                                           "COLLECT", "RULE ORDER", "OUTPUT ORDER"};
    return kNames[static_cast<size_t>(policy)];
}

std::string_view name_of(Aggregator aggregator) {
    constexpr std::string_view kNames[] = {"", "SUM", "COUNT", "MIN", "MAX"};
    return kNames[static_cast<size_t>(aggregator)];
}

}  // namespace agglo::dmn
