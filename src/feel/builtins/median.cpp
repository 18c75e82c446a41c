// median(list), median(n, …) (10.3.4.4): the middle one, of an even count the mean of both.
#include <algorithm>

#include "feel/builtins/builtin.h"
#include "feel/builtins/outcome.h"
#include "feel/builtins/statistics.h"

namespace agglo::feel {

Value median(BuiltinCall const& call) {
    auto numbers = numbers_of(call);
    if (!numbers) return {};
    if (numbers->empty()) return call.refuse(0, "count >= 1");
    std::sort(numbers->begin(), numbers->end());
    auto const upper = numbers->size() / 2;
    if (numbers->size() % 2 == 1) return (*numbers)[upper];
    return number_outcome(call, mean_of(std::span(*numbers).subspan(upper - 1, 2)));
}

}  // namespace agglo::feel
