// mode(list), mode(n, …) (10.3.4.4): the most frequent ones, ascending; of nothing, nothing.
#include <algorithm>

#include "feel/builtins/builtin.h"
#include "feel/builtins/items.h"
#include "feel/builtins/outcome.h"

namespace agglo::feel {

Value mode(BuiltinCall const& call) {
    auto numbers = numbers_of(call);
    if (!numbers) return {};
    std::sort(numbers->begin(), numbers->end());
    List modes;
    std::ptrdiff_t most = 1;
    for (auto run = numbers->begin(); run != numbers->end();) {
        auto const end = std::upper_bound(run, numbers->end(), *run);
        if (end - run > most) modes.clear();
        if (end - run >= most) modes.emplace_back(*run);
        most = std::max(most, end - run);
        run = end;
    }
    return list_outcome(call, std::move(modes));
}

}  // namespace agglo::feel
