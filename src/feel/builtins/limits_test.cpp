// What hostile calls come to: null, kFeelLimit, in bounded time.
#include <gtest/gtest.h>

#include "feel/builtins/builtin.h"
#include "feel/evaluate/evaluation.h"
#include "feel/syntax/parser.h"

namespace agglo::feel {

namespace {

constexpr EvaluationLimits kLimits{.steps_max = 200'000,
                                   .items_max = 1'000,
                                   .characters_max = 10'000,
                                   .bytes_max = 1'000'000,
                                   .depth_max = 200};

/// The name of the first cause; empty when there is a value.
std::string cause_of(char const* text) {
    auto const expression = parse_expression(text, Environment{});
    if (!expression) return expression.error().message_en();
    Evaluation evaluation(Clock{}, kLimits);
    evaluation.keep_causes();
    auto const value = evaluate(**expression, std::span<Value const>(), evaluation);
    EXPECT_EQ(evaluation.depth, 0u);
    if (!value.is_null()) return "";
    return evaluation.causes().empty() ? "none" : std::string(evaluation.causes()[0].error.name());
}

TEST(Limits, AreTold) {
    struct Case {
        char const* expression;
        char const* cause;
    };
    constexpr Case kCases[] = {
        {"count(append(for i in 1..999 return i, 0))", ""},
        {"append(for i in 1..1000 return i, 0)", "feel_limit"},
        {"concatenate(for i in 1..600 return i, for i in 1..600 return i)", "feel_limit"},
        {"insert before(for i in 1..1000 return i, 1, 0)", "feel_limit"},
        {"flatten(for i in 1..100 return for j in 1..100 return j)", "feel_limit"},
        {"union(for i in 1..600 return i, for i in 601..1200 return i)", "feel_limit"},
        {"distinct values(for i in 1..900 return [i])", "feel_limit"},
        {"string join(for i in 1..900 return \"twelve chars\")", "feel_limit"},
        {"replace(string join(for i in 1..900 return \"ten chars.\"), \"t\", \"long long\")",
         "feel_limit"},
        {"sort(for i in 1..1000 return -i, function(x, y) every z in 1..900 satisfies z > x)",
         "feel_limit"},
        {"{f: function(x) f(x), r: f(1)}.r", "feel_unknown_name"},
        {"(function(g) g(g))(function(g) g(g))", "feel_limit"},
        {"matches(string join(for i in 1..300 return \"a\"), \"(a+)+[bc]\")", "feel_limit"},
    };
    for (auto const& [expression, cause] : kCases) {
        EXPECT_EQ(cause_of(expression), cause) << expression;
    }
}

}  // namespace

}  // namespace agglo::feel
