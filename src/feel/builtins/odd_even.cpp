// odd(number), even(number): a number that is not whole is neither (10.3.4.5).
#include "feel/builtins/builtin.h"

namespace agglo::feel {

namespace {

bool divides_by_two(Number number) {
    auto const rest = modulo(number, Number(2));
    return rest && rest->is_zero();
}

}  // namespace

Value odd(BuiltinCall const& call) {
    auto const number = call.number(0);
    return number.is_whole() && !divides_by_two(number);
}

Value even(BuiltinCall const& call) {
    return divides_by_two(call.number(0));
}

}  // namespace agglo::feel
