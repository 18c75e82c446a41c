// date and time(from), date and time(date, time): DMN 1.5, 10.3.4.1.
#include "feel/builtins/temporal_call.h"
#include "feel/temporal/temporal_text.h"

namespace agglo::feel {

Value date_and_time_from_text(BuiltinCall const& call) {
    auto const at = parse_date_time(call.string(0));
    return at ? Value(*at) : refuse_text(call, "date and time");
}

/// A date has come here as the midnight of its day, UTC.
Value date_and_time_from_temporal(BuiltinCall const& call) {
    return call[0];
}

/// The zone is that of the time; that of the date does not count.
Value date_and_time_of(BuiltinCall const& call) {
    return DateTime::of(date_argument(call, 0), *call[1].as<Time>());
}

}  // namespace agglo::feel
