// abs(n): the magnitude of a number or a duration (10.3.4.5).
#include "feel/builtins/builtin.h"
#include "feel/temporal/temporal_arithmetic.h"

namespace agglo::feel {

Value abs_of_number(BuiltinCall const& call) {
    return call.number(0).magnitude();
}

Value abs_of_days(BuiltinCall const& call) {
    auto const duration = *call[0].as<DaysDuration>();
    if (duration.seconds >= 0) return duration;
    auto const positive = negated(duration);
    return positive ? Value(*positive)
                    : call.fail(ErrorCode::kFeelOutOfRange, {std::string(call.builtin.name)});
}

Value abs_of_months(BuiltinCall const& call) {
    auto const duration = *call[0].as<MonthsDuration>();
    if (duration.months >= 0) return duration;
    auto const positive = negated(duration);
    return positive ? Value(*positive)
                    : call.fail(ErrorCode::kFeelOutOfRange, {std::string(call.builtin.name)});
}

}  // namespace agglo::feel
