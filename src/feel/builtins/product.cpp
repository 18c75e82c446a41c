// product(list), product(n, …) (10.3.4.4): of nothing there is none.
#include "feel/builtins/builtin.h"
#include "feel/builtins/items.h"
#include "feel/builtins/outcome.h"

namespace agglo::feel {

Value product(BuiltinCall const& call) {
    auto const numbers = numbers_of(call);
    if (!numbers) return {};
    if (numbers->empty()) return call.refuse(0, "count >= 1");
    std::optional<Number> product = Number(1);
    for (auto const& number : *numbers) {
        product = multiply(*product, number);
        if (!product) break;
    }
    return number_outcome(call, product);
}

}  // namespace agglo::feel
