#include "feel/builtins/items.h"

namespace agglo::feel {

std::span<Value const> items_of(BuiltinCall const& call) {
    if (call.parameters.front().variadic) return call.arguments;
    return call.list(0);
}

std::optional<std::vector<Number>> numbers_of(BuiltinCall const& call) {
    auto const items = items_of(call);
    if (!call.evaluation.take(items.size())) return std::nullopt;
    std::vector<Number> numbers;
    numbers.reserve(items.size());
    for (auto const& item : items) {
        auto const* number = item.as<Number>();
        if (!number) {
            call.refuse(0, to_text(*list_of(number_type())));
            return std::nullopt;
        }
        numbers.push_back(*number);
    }
    return numbers;
}

std::optional<size_t> index_at(BuiltinCall const& call, Number position, size_t size) {
    auto const whole = position.truncated();
    auto const count = static_cast<int64_t>(size);
    if (whole && *whole >= 1 && *whole <= count) return static_cast<size_t>(*whole - 1);
    if (whole && *whole <= -1 && *whole >= -count) return static_cast<size_t>(count + *whole);
    call.fail(ErrorCode::kFeelIndexOutside, {position.to_string(), std::to_string(size)});
    return std::nullopt;
}

}  // namespace agglo::feel
