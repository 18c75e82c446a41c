// date(from), date(year, month, day): DMN 1.5, 10.3.4.1.
#include "feel/builtins/temporal_call.h"
#include "feel/temporal/temporal_text.h"

namespace agglo::feel {

Value date_from_text(BuiltinCall const& call) {
    auto const date = parse_date(call.string(0));
    return date ? Value(*date) : refuse_text(call, "date");
}

Value date_from_temporal(BuiltinCall const& call) {
    return date_argument(call, 0);
}

Value date_from_parts(BuiltinCall const& call) {
    auto const year = call.number(0).to_int64();
    auto const month = call.number(1).to_int64();
    auto const day = call.number(2).to_int64();
    if (!year || !Date::of(*year, 1, 1)) return call.refuse(0, "-999999999 … 999999999");
    if (!month || !Date::of(*year, *month, 1)) return call.refuse(1, "1 … 12");
    auto const date = day ? Date::of(*year, *month, *day) : std::nullopt;
    return date ? Value(*date) : call.refuse(2, "1 … 28/29/30/31");
}

}  // namespace agglo::feel
