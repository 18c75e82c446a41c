// time(from), time(hour, minute, second, offset): DMN 1.5, 10.3.4.1.
#include "feel/builtins/temporal_call.h"
#include "feel/temporal/temporal_arithmetic.h"
#include "feel/temporal/temporal_text.h"

namespace agglo::feel {
namespace {

std::optional<Zone> zone_argument(BuiltinCall const& call, size_t i) {
    if (!call.given(i)) return Zone();
    auto const offset = *call[i].as<DaysDuration>();
    if (offset.nanos != 0) return std::nullopt;
    return Zone::of_offset(offset.seconds);
}

}  // namespace

Value time_from_text(BuiltinCall const& call) {
    auto const time = parse_time(call.string(0));
    return time ? Value(*time) : refuse_text(call, "time");
}

Value time_from_time(BuiltinCall const& call) {
    return call[0];
}

/// A date has come here as the midnight of its day, UTC.
Value time_from_date_time(BuiltinCall const& call) {
    return call[0].as<DateTime>()->time();
}

Value time_from_parts(BuiltinCall const& call) {
    auto const hour = call.number(0).to_int64();
    auto const minute = call.number(1).to_int64();
    auto const second = of_total_seconds(call.number(2));
    auto const zone = zone_argument(call, 3);
    if (!hour || *hour < 0 || *hour > 23) return call.refuse(0, "0 … 23");
    if (!minute || *minute < 0 || *minute > 59) return call.refuse(1, "0 … 59");
    if (!second || second->seconds < 0 || second->seconds > 59)
        return call.refuse(2, "0 … 59.999999999");
    if (!zone) return call.refuse(3, "-PT18H … PT18H");
    auto const second_of_day = *hour * 3600 + *minute * 60 + second->seconds;
    return Time{static_cast<int32_t>(second_of_day), second->nanos, *zone};
}

}  // namespace agglo::feel
