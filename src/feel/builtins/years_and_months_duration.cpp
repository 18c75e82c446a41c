// years and months duration(from, to): DMN 1.5, 10.3.4.1. Whole months from day to day: neither
// the times of day nor the zones count.
#include "feel/builtins/temporal_call.h"
#include "feel/temporal/temporal_arithmetic.h"

namespace agglo::feel {

Value years_and_months_duration(BuiltinCall const& call) {
    return months_between(*call[0].as<DateTime>(), *call[1].as<DateTime>());
}

}  // namespace agglo::feel
