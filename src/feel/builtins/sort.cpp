// sort(list, precedes): precedes(x, y) is true when x goes before y; those that neither precedes
// keep their order (10.3.4.9).
#include <algorithm>

#include "feel/builtins/builtin.h"
#include "feel/builtins/outcome.h"
#include "feel/evaluate/brief.h"

namespace agglo::feel {

namespace {

/// A precedence that contradicts itself gives some order, and no harm.
class MergeSort {
public:
    explicit MergeSort(BuiltinCall const& call) : call_(call) {}

    /// False, and the cause told, when a precedence is not true or false.
    bool sort(List& items) {
        List merged(items.size());
        for (size_t width = 1; width < items.size(); width *= 2) {
            for (size_t begin = 0; begin < items.size(); begin += 2 * width)
                if (!merge(items, merged, begin, width)) return false;
            items.swap(merged);
        }
        return true;
    }

private:
    bool merge(List const& from, List& to, size_t begin, size_t width) {
        auto const middle = std::min(begin + width, from.size());
        auto const end = std::min(begin + 2 * width, from.size());
        auto left = begin;
        auto right = middle;
        for (auto at = begin; at < end; ++at) {
            bool take_right = left == middle;
            if (left < middle && right < end) {
                auto const precedes = right_precedes(from[right], from[left]);
                if (!precedes) return false;
                take_right = *precedes;
            }
            to[at] = from[take_right ? right++ : left++];
        }
        return true;
    }

    std::optional<bool> right_precedes(Value const& right, Value const& left) {
        Value const both[] = {right, left};
        auto const precedes = call_.call(*call_[1].function(), both);
        if (auto const* truth = precedes.as<bool>()) return *truth;
        if (!call_.evaluation.exhausted())
            call_.fail(ErrorCode::kFeelNotBoolean, {brief(precedes)});
        return std::nullopt;
    }

    BuiltinCall const& call_;
};

}  // namespace

Value sort(BuiltinCall const& call) {
    if (!may_make_items(call, call.list(0).size())) return {};
    MergeSort sort(call);
    auto sorted = call.list(0);
    if (!sort.sort(sorted)) return {};
    return make_list(std::move(sorted));
}

}  // namespace agglo::feel
