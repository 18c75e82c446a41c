#include "feel/builtins/outcome.h"

namespace agglo::feel {

bool may_make_items(BuiltinCall const& call, size_t count) {
    auto const items_max = call.evaluation.limits().items_max;
    if (count > items_max) {
        call.fail(ErrorCode::kFeelLimit, {"items", std::to_string(items_max)});
        return false;
    }
    return call.evaluation.take(count) && call.evaluation.take_bytes(count * sizeof(Value));
}

bool may_make_text(BuiltinCall const& call, size_t bytes) {
    auto const characters_max = call.evaluation.limits().characters_max;
    if (bytes > characters_max) {
        call.fail(ErrorCode::kFeelLimit, {"characters", std::to_string(characters_max)});
        return false;
    }
    return call.evaluation.take(bytes / 16) && call.evaluation.take_bytes(bytes);
}

Value list_outcome(BuiltinCall const& call, List items) {
    if (!may_make_items(call, items.size())) return {};
    return make_list(std::move(items));
}

Value text_outcome(BuiltinCall const& call, std::string text) {
    if (!may_make_text(call, text.size())) return {};
    return Value(std::move(text));
}

Value number_outcome(BuiltinCall const& call, std::optional<Number> number) {
    if (number) return *number;
    return call.fail(ErrorCode::kFeelOutOfRange, {std::string(call.builtin.name)});
}

}  // namespace agglo::feel
