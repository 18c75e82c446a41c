// Unary tests: rules 7 – 17, and `in`.
#include "feel/syntax/parse.h"

namespace agglo::feel {

Parsed Parser::in(ExpressionPtr value) {
    auto const start = value->span.begin;
    scope_.open({{"?", value->type}});
    auto const before = mark();
    UnaryTests tests;
    auto several = tests_in_parentheses();
    if (several.ok() && !goes_on()) {
        tests.tests = std::move(*several);
    } else {  // a parenthesis may also begin a range or a value
        rewind(before);
        tests.tests.push_back(TRY(test(false)));
    }
    scope_.close();
    return made(In{std::move(value), std::move(tests)}, start);
}

/// Whether the parenthesis just closed was but a part of an operand.
bool Parser::goes_on() {
    for (char const* symbol : {"+", "-", "*", "/", ".", "[", "("})
        if (cursor_.sees(symbol)) return true;
    return cursor_.sees_word("instance of");
}

Result<std::vector<ExpressionPtr>> Parser::tests_in_parentheses() {
    TRY(expect("(", {"(", "("}));
    auto all = TRY(tests());
    TRY(expect(")", {"逗号或 )", "a comma or )"}));
    return all;
}

Result<std::vector<ExpressionPtr>> Parser::tests() {
    std::vector<ExpressionPtr> all;
    do {
        all.push_back(TRY(test(true)));
    } while (cursor_.take(","));
    return all;
}

/// Rule 7; `in_list`: a comma or the end follows, so a whole expression may stand here.
Parsed Parser::test(bool in_list) {
    auto const start = cursor_.at();
    if (auto const op = comparison_operator(cursor_)) {
        auto operand = TRY(additive());
        auto const type = range_of(operand->type);
        return make_expression(ComparisonTest{*op, operand}, span_from(start), type);
    }
    return in_list ? expression() : additive();
}

Result<UnaryTests> Parser::unary_tests() {
    UnaryTests out;
    auto const before = mark();
    if (cursor_.take("-") && cursor_.done()) {
        out.any = true;
        return out;
    }
    rewind(before);
    if (cursor_.take_word("not")) {
        auto several = tests_in_parentheses();
        if (several.ok() && cursor_.done()) {
            out.negated = true;
            out.tests = std::move(*several);
            return out;
        }
        rewind(before);
    }
    out.tests = TRY(tests());
    return out;
}

}  // namespace agglo::feel
