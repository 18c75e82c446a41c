#include "feel/builtins/rounding.h"

#include "feel/builtins/outcome.h"

namespace agglo::feel {

Value rounded(BuiltinCall const& call, Rounding rounding) {
    auto const scale = call.given(1) ? call.number(1).truncated() : 0;
    if (!scale || *scale < kScaleMin || *scale > kScaleMax)
        return call.refuse(
            1, "[" + std::to_string(kScaleMin) + ".." + std::to_string(kScaleMax) + "]");
    return number_outcome(call, round_to(call.number(0), static_cast<int>(*scale), rounding));
}

}  // namespace agglo::feel
