// number(from, grouping separator, decimal separator) (10.3.4.1): digits as FEEL writes them, once
// the separators are taken out.
#include <algorithm>

#include "feel/builtins/builtin.h"
#include "feel/evaluate/brief.h"

namespace agglo::feel {

namespace {

constexpr std::string_view kGroupings = R"(" ", ",", ".", null)";
constexpr std::string_view kDecimals = R"(".", ",", null)";

bool is_one_of(std::string_view separator, std::string_view allowed) {
    return separator.size() == 1 && allowed.find(separator) != std::string_view::npos;
}

Value not_a_number(BuiltinCall const& call) {
    return call.fail(ErrorCode::kFeelBadText, {brief(call[0]), to_text(*number_type())});
}

Value number_of(BuiltinCall const& call, std::string_view digits) {
    std::string whole(digits);
    // `.5` is a number of FEEL too.
    if (auto const point = whole.find_first_not_of('-'); point < 2 && whole[point] == '.')
        whole.insert(point, "0");
    auto const number = Number::parse(whole);
    return number ? Value(*number) : not_a_number(call);
}

}  // namespace

Value number(BuiltinCall const& call) {
    return number_of(call, call.string(0));
}

Value number_with_separators(BuiltinCall const& call) {
    std::string_view const grouping = call.given(1) ? call.string(1) : std::string_view();
    std::string_view const decimal = call.given(2) ? call.string(2) : std::string_view();
    if (call.given(1) && !is_one_of(grouping, " .,")) return call.refuse(1, kGroupings);
    if (call.given(2) && !is_one_of(decimal, ".,")) return call.refuse(2, kDecimals);
    if (call.given(1) && grouping == decimal) return call.refuse(2, "!= grouping separator");
    auto digits = call.string(0);
    if (!grouping.empty()) std::erase(digits, grouping.front());
    if (!decimal.empty() && decimal != ".") {
        if (digits.find('.') != std::string::npos) return not_a_number(call);
        std::replace(digits.begin(), digits.end(), decimal.front(), '.');
    }
    return number_of(call, digits);
}

}  // namespace agglo::feel
