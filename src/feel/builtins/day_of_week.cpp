// day of week(date): DMN 1.5, 10.3.4.8. "Monday" … "Sunday".
#include "feel/builtins/temporal_call.h"

namespace agglo::feel {

Value day_of_week(BuiltinCall const& call) {
    static constexpr char const* kNames[] = {"Monday", "Tuesday",  "Wednesday", "Thursday",
                                             "Friday", "Saturday", "Sunday"};
    return kNames[date_argument(call, 0).weekday() - 1];
}

}  // namespace agglo::feel
