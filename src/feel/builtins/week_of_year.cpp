// week of year(date): DMN 1.5, 10.3.4.8. The week of ISO 8601: it begins on Monday and is of the
// year that its Thursday is in.
#include "feel/builtins/temporal_call.h"

namespace agglo::feel {
namespace {

constexpr int kDaysOfWeek = 7;

/// The first week has the 4th of January.
int64_t monday_of_first_week(int64_t year) {
    auto const fourth = Date{static_cast<int32_t>(year), 1, 4};
    return fourth.days() - fourth.weekday() + 1;
}

}  // namespace

Value week_of_year(BuiltinCall const& call) {
    auto const date = date_argument(call, 0);
    auto const days = date.days();
    auto first = monday_of_first_week(date.year);
    if (days < first)
        first = monday_of_first_week(int64_t{date.year} - 1);
    else if (auto const next = monday_of_first_week(int64_t{date.year} + 1); days >= next)
        first = next;
    return Number((days - first) / kDaysOfWeek + 1);
}

}  // namespace agglo::feel
