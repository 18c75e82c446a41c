// day of year(date): DMN 1.5, 10.3.4.8. 1 … 366.
#include "feel/builtins/temporal_call.h"

namespace agglo::feel {

Value day_of_year(BuiltinCall const& call) {
    auto const date = date_argument(call, 0);
    return Number(date.days() - Date{date.year, 1, 1}.days() + 1);
}

}  // namespace agglo::feel
