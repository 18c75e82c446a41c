// stddev(list), stddev(n, …) (10.3.4.4): the sample standard deviation, of two or more.
#include "feel/builtins/builtin.h"
#include "feel/builtins/outcome.h"
#include "feel/builtins/statistics.h"

namespace agglo::feel {

namespace {

std::optional<Number> square_of_difference(Number a, Number b) {
    auto const difference = subtract(a, b);
    return difference ? multiply(*difference, *difference) : std::nullopt;
}

std::optional<Number> deviation(std::span<Number const> numbers) {
    auto const mean = mean_of(numbers);
    if (!mean) return std::nullopt;
    std::optional<Number> squares = Number(0);
    for (auto const& number : numbers) {
        auto const square = square_of_difference(number, *mean);
        squares = square ? add(*squares, *square) : std::nullopt;
        if (!squares) return std::nullopt;
    }
    auto const variance = divide(*squares, Number(static_cast<int64_t>(numbers.size() - 1)));
    return variance ? square_root(*variance) : std::nullopt;
}

}  // namespace

Value stddev(BuiltinCall const& call) {
    auto const numbers = numbers_of(call);
    if (!numbers) return {};
    if (numbers->size() < 2) return call.refuse(0, "count >= 2");
    return number_outcome(call, deviation(*numbers));
}

}  // namespace agglo::feel
