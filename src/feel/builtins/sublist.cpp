// sublist(list, start position, length?): positions count from 1, or from -1 backwards
// (10.3.4.4).
#include "feel/builtins/builtin.h"
#include "feel/builtins/items.h"
#include "feel/builtins/outcome.h"

namespace agglo::feel {

Value sublist(BuiltinCall const& call) {
    auto const& list = call.list(0);
    auto const start = index_at(call, call.number(1), list.size());
    if (!start) return {};
    auto length = list.size() - *start;
    if (call.given(2)) {
        auto const wanted = call.number(2).truncated();
        if (!wanted || *wanted < 1 || static_cast<uint64_t>(*wanted) > length)
            return call.refuse(2, "[1.." + std::to_string(length) + "]");
        length = static_cast<size_t>(*wanted);
    }
    auto const first = list.begin() + static_cast<std::ptrdiff_t>(*start);
    return list_outcome(call, List(first, first + static_cast<std::ptrdiff_t>(length)));
}

}  // namespace agglo::feel
