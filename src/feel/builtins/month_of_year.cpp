// month of year(date): DMN 1.5, 10.3.4.8. "January" … "December".
#include "feel/builtins/temporal_call.h"

namespace agglo::feel {

Value month_of_year(BuiltinCall const& call) {
    static constexpr char const* kNames[] = {"January",   "February", "March",    "April",
                                             "May",       "June",     "July",     "August",
                                             "September", "October",  "November", "December"};
    return kNames[date_argument(call, 0).month - 1];
}

}  // namespace agglo::feel
