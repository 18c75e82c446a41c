#include "feel/builtins/statistics.h"

namespace agglo::feel {

std::optional<Number> total(std::span<Number const> numbers) {
    std::optional<Number> total = Number(0);
    for (auto const& number : numbers) {
        total = add(*total, number);
        if (!total) break;
    }
    return total;
}

std::optional<Number> mean_of(std::span<Number const> numbers) {
    auto const sum = total(numbers);
    return sum ? divide(*sum, Number(static_cast<int64_t>(numbers.size()))) : std::nullopt;
}

}  // namespace agglo::feel
