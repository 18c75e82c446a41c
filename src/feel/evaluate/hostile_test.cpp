// Texts made to take all time, memory or stack: each ends with the error of a limit. Small limits
// stand in for the usual ones, so that no case takes long; where a case could only be slow with
// the usual ones, those are used.
#include <gtest/gtest.h>

#include "feel/evaluate/evaluation.h"
#include "feel/syntax/parser.h"
#include "feel/value/value_text.h"

namespace agglo::feel {

namespace {

constexpr EvaluationLimits kSmall{.steps_max = 200'000,
                                  .items_max = 1'000,
                                  .characters_max = 10'000,
                                  .bytes_max = 1'000'000,
                                  .depth_max = 200,
                                  .value_depth_max = 100,
                                  .parts_max = 10'000};

std::string repeated(std::string_view text, size_t times) {
    std::string out;
    for (size_t i = 0; i < times; ++i) out += text;
    return out;
}

/// The name of the first cause of a null, of the parser's error, or "" for a value.
std::string outcome(std::string const& text, EvaluationLimits const& limits) {
    auto const expression = parse_expression(text, Environment{});
    if (!expression.ok()) return std::string(expression.error().name());
    Evaluation evaluation(Clock{}, limits);
    evaluation.keep_causes();
    auto const value = evaluate(**expression, std::span<Value const>(), evaluation);
    EXPECT_EQ(evaluation.depth, 0u);
    if (!value.is_null()) return "";
    return evaluation.causes().empty() ? "none" : std::string(evaluation.causes()[0].error.name());
}

struct Case {
    std::string text;
    char const* outcome;
};

void expect(std::vector<Case> const& cases, EvaluationLimits const& limits) {
    for (auto const& [text, wanted] : cases)
        EXPECT_EQ(outcome(text, limits), wanted) << text.substr(0, 120);
}

/// `{a0: first, a1: next(a0), … aN: next(aN-1)}.aN`, `@` in `next` being the one before.
std::string chain(std::string const& first, std::string const& next, int links) {
    std::string out = "{a0: " + first;
    for (int i = 1; i <= links; ++i) {
        auto link = next;
        for (size_t at = 0; (at = link.find('@', at)) != std::string::npos;)
            link.replace(at, 1, "a" + std::to_string(i - 1));
        out += ", a" + std::to_string(i) + ": " + link;
    }
    return out + "}.a" + std::to_string(links);
}

TEST(Hostile, TextsOfGreatDepth) {
    size_t const deep = SyntaxLimits::kDepthMax + 1;
    expect(
        {
            {repeated("(", deep) + "1" + repeated(")", deep), "feel_too_deep"},
            {repeated("[", deep) + repeated("]", deep), "feel_too_deep"},
            {repeated("[", 100'000), "feel_too_deep"},
            {repeated("{a:", deep) + "1" + repeated("}", deep), "feel_too_deep"},
            {repeated("-", deep) + "1", "feel_too_deep"},
            {repeated("not(", deep) + "true" + repeated(")", deep), "feel_too_deep"},
            {"1" + repeated("+1", deep), "feel_too_deep"},
            {"1" + repeated(".a", deep), "feel_too_deep"},
            {"[1]" + repeated("[1]", deep), "feel_too_deep"},
            {repeated("if true then 1 else ", deep) + "1", "feel_too_deep"},
            {repeated("function(x) ", deep) + "x", "feel_too_deep"},
            {"1 instance of " + repeated("list<", deep) + "number" + repeated(">", deep),
             "feel_too_deep"},
            {repeated("(", deep - 2) + "1" + repeated(")", deep - 2), ""},
            {"true" + repeated(" and true", 20'000), ""},
            {"count([1" + repeated(",1", 999) + "])", ""},
            {std::string(SyntaxLimits::kBytesMax + 1, ' '), "too_large"},
        },
        kSmall);
}

/// Where one reading fails another is tried: once in each of many would be 2^N of them.
TEST(Hostile, TextsReadInSeveralWays) {
    expect(
        {
            {repeated("1 in (", 100), "feel_limit"},
            {repeated("1 in ([1..", 100), "feel_syntax"},
            {repeated("[1..[", 150), "feel_syntax"},
            {"{a" + repeated(" a", 100'000), "feel_syntax"},
            {"a" + repeated(" a", 100'000), "feel_unknown_name"},
            {"count(a" + repeated("+a", 100'000) + ")", "feel_too_deep"},
            {"count([(1)" + repeated(",(1)", 50'000) + "])", ""},
            {repeated("(< ", 300), "feel_syntax"},
            {repeated("/*", 100'000), "feel_syntax"},
        },
        EvaluationLimits());
}

/// The types of these are small for each is shared, and endless for a walk.
TEST(Hostile, TypesThatShareTheirParts) {
    auto const twins = chain("{x: 1}", "{x: @, y: @}", 60);
    expect({{"count([" + twins + ", " + twins + "])", ""}}, kSmall);
}

TEST(Hostile, ValuesThatShareTheirParts) {
    expect(
        {
            {chain("[1, 1]", "[@, @]", 5) + " = 1", "feel_not_comparable"},
            {chain("[1, 1]", "[@, @]", 60), "feel_limit"},
            {chain("{x: 1}", "{x: @, y: @}", 60), "feel_limit"},
            {chain("(= 1)", "(= [@, @])", 60), "feel_limit"},
            {"string(" + chain("[1, 1]", "[@, @]", 12) + ")", "feel_limit"},
            {chain("\"xxxxxxxx\"", "@ + @", 60), "feel_limit"},
            {"string(for i in 1..900 return \"a text of some length\")", "feel_limit"},
        },
        kSmall);
}

/// With the usual limits: without a bound these would be 45 000 deep. A level too deep is null, and
/// the next begins anew.
TEST(Hostile, ValuesOfGreatDepth) {
    auto const nested = [](std::string const& open, std::string const& close) {
        return "(for i in 1..900 return if i = 1 then 0 else " + repeated(open, 50) +
               "partial[-1]" + repeated(close, 50) + ")";
    };
    auto const held = [](std::string const& times) {
        return "(for i in 1.." + times +
               " return if i = 1 then 0 else (function(p) function() p)(partial[-1]))";
    };
    expect(
        {
            {nested("[", "]") + "[15] = null", ""},
            {nested("[", "]") + "[25] = null", ""},
            {nested("{a: ", "}") + "[21]", "feel_limit"},
            {held("200") + "[-1]", ""},
            {held("1200") + "[-1]", "feel_limit"},
        },
        EvaluationLimits());
}

TEST(Hostile, Loops) {
    expect(
        {
            {"for i in 1..1000000000000 return i", "feel_limit"},
            {"for i in 1..9223372036854775807 return i", "feel_limit"},
            {"for i in -9223372036854775808..9223372036854775807 return i", "feel_limit"},
            {"for i in 1..10**6144 return i", "feel_wrong_operand"},
            {"for i in [1..10**6144] return i", "feel_wrong_type"},
            {"some i in 1..1000000000000 satisfies false", "feel_limit"},
            {"every i in [1..1000000000000] satisfies true", "feel_limit"},
            {"for i in 1..999, j in 1..999, k in 1..999 return 1", "feel_limit"},
            {"for i in 1..900 return for j in 1..900 return j", "feel_limit"},
            {"for i in 1..900 return partial", "feel_limit"},
            {"for d in @\"-999999999-01-01\"..@\"999999999-12-31\" return d", "feel_limit"},
            {"count(for i in 1..1000 return i)", ""},
            {"count(for i in 1..1001 return i)", "feel_limit"},
        },
        kSmall);
}

TEST(Hostile, FunctionsThatCallThemselves) {
    expect(
        {
            {"(function(f) f(f))(function(f) f(f))", "feel_limit"},
            {"(function(f) f(f) + f(f))(function(f) f(f) + f(f))", "feel_limit"},
            {"(function(f, n) if n = 0 then 0 else f(f, n - 1) + f(f, n - 1))("
             "function(f, n) if n = 0 then 0 else f(f, n - 1) + f(f, n - 1), 60)",
             "feel_limit"},
            {"(function(f, l) f(f, concatenate(l, l)))(function(f, l) f(f, concatenate(l, l)), "
             "[1])",
             "feel_limit"},
        },
        kSmall);
}

/// Each copies what stands around it: ever more, kept by the list.
TEST(Hostile, FunctionsThatHoldTheirSurroundings) {
    std::string text = "{a0: 0";
    for (int i = 1; i < 900; ++i) text += ", a" + std::to_string(i) + ": function() 1";
    expect({{text + "}", "feel_limit"}}, kSmall);
}

TEST(Hostile, ContextsOfManyEntries) {
    std::string many = "{a0: 0";
    for (int i = 1; i < 900; ++i) many += ", a" + std::to_string(i) + ": 1";
    expect(
        {
            {many + "}.a899", ""},
            {many + ", a899: 1}", "feel_duplicate_entry"},
            {"{c: " + many + "}, r: for i in 1..1000, j in 1..1000 return c.a899}.r", "feel_limit"},
            {"(function(f, c, n) f(f, context put(c, string(n), c), n + 1))("
             "function(f, c, n) f(f, context put(c, string(n), c), n + 1), {}, 0)",
             "feel_limit"},
        },
        kSmall);
}

TEST(Hostile, RegularExpressions) {
    auto const text = "string join(for i in 1..60 return \"a\")";
    expect(
        {
            {"matches(" + std::string(text) + ", \"^(a+)+[bc]$\")", "feel_limit"},
            {"matches(" + std::string(text) + ", \"^(a|aa)+[bc]$\")", "feel_limit"},
            {"matches(\"a\", \"" + repeated("(", 300) + "a" + repeated(")", 300) + "\")",
             "feel_bad_pattern"},
            {"matches(\"a\", \"a{70000}\")", "feel_bad_pattern"},
        },
        kSmall);
}

}  // namespace

}  // namespace agglo::feel
