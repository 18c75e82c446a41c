// Officers' units: 万元(x), 亿元(x), 亩(x) in the units that are kept: yuan and square metres.
// Beyond the specification; a mu is 10000/15 m² exactly.
#include "feel/builtins/builtin.h"
#include "feel/builtins/outcome.h"

namespace agglo::feel {

Value ten_thousand_yuan(BuiltinCall const& call) {
    return number_outcome(call, multiply(call.number(0), Number(10'000)));
}

Value hundred_million_yuan(BuiltinCall const& call) {
    return number_outcome(call, multiply(call.number(0), Number(100'000'000)));
}

Value mu(BuiltinCall const& call) {
    auto const ten_thousand_fold = multiply(call.number(0), Number(10'000));
    return number_outcome(
        call, ten_thousand_fold ? divide(*ten_thousand_fold, Number(15)) : std::nullopt);
}

}  // namespace agglo::feel
