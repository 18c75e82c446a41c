#include "feel/temporal/temporal_property.h"

#include "feel/temporal/temporal_arithmetic.h"

namespace agglo::feel {
namespace {

std::optional<Value> property(Date date, std::string_view name) {
    if (name == "year") return Number(date.year);
    if (name == "month") return Number(date.month);
    if (name == "day") return Number(date.day);
    if (name == "weekday") return Number(date.weekday());
    return std::nullopt;
}

std::optional<Value> clock_property(Time const& time, std::string_view name) {
    if (name == "hour") return Number(time.hour());
    if (name == "minute") return Number(time.minute());
    if (name == "second") return total_seconds({time.second(), time.nanos});
    if (name != "timezone") return std::nullopt;
    return time.zone.is_region() ? Value(time.zone.region()) : Value();
}

Value offset(Zone zone, int32_t seconds) {
    return zone.is_none() ? Value() : Value(DaysDuration{seconds, 0});
}

std::optional<Value> property(Time const& time, std::string_view name) {
    if (name == "time offset") return offset(time.zone, time.zone.standard_offset_s());
    return clock_property(time, name);
}

std::optional<Value> property(DateTime const& at, std::string_view name) {
    if (name == "time offset") return offset(at.zone, at.zone.offset_s_at_local(at.local_second));
    if (auto const found = property(at.date(), name)) return found;
    return clock_property(at.time(), name);
}

std::optional<Value> property(DaysDuration duration, std::string_view name) {
    auto const borrows = duration.seconds < 0 && duration.nanos != 0;
    auto const seconds = duration.seconds + borrows;  // towards zero
    if (name == "days") return Number(seconds / kSecondsOfDay);
    if (name == "hours") return Number(seconds % kSecondsOfDay / 3600);
    if (name == "minutes") return Number(seconds / 60 % 60);
    if (name != "seconds") return std::nullopt;
    return total_seconds({seconds % 60 - borrows, duration.nanos});
}

std::optional<Value> property(MonthsDuration duration, std::string_view name) {
    if (name == "years") return Number(duration.months / 12);
    if (name == "months") return Number(duration.months % 12);
    return std::nullopt;
}

}  // namespace

std::optional<Value> temporal_property(Value const& value, std::string_view name) {
    if (auto const* date = value.as<Date>()) return property(*date, name);
    if (auto const* time = value.as<Time>()) return property(*time, name);
    if (auto const* at = value.as<DateTime>()) return property(*at, name);
    if (auto const* duration = value.as<DaysDuration>()) return property(*duration, name);
    if (auto const* duration = value.as<MonthsDuration>()) return property(*duration, name);
    return std::nullopt;
}

}  // namespace agglo::feel
