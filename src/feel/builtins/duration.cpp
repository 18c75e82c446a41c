// duration(from): DMN 1.5, 10.3.4.1.
#include "feel/builtins/temporal_call.h"
#include "feel/temporal/temporal_text.h"

namespace agglo::feel {

Value duration_from_text(BuiltinCall const& call) {
    auto const duration = parse_duration(call.string(0));
    if (!duration) return refuse_text(call, "duration");
    return std::visit([](auto const& kind) { return Value(kind); }, *duration);
}

}  // namespace agglo::feel
