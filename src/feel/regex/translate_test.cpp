#include "feel/regex/translate.h"

#include <gtest/gtest.h>

#include "feel/regex/class_expression.h"

namespace agglo::feel {

namespace {

std::string translated(std::string_view pattern, std::string_view letters = "") {
    auto const flags = read_flags(letters);
    if (!flags) return "wrong: " + flags.error().arguments().back();
    auto const result = translate_pattern(pattern, *flags);
    return result ? *result : "wrong: " + result.error().arguments().back();
}

TEST(Translate, Patterns) {
    struct Case {
        char const* pattern;
        char const* flags;
        char const* expected;
    };
    constexpr Case kCases[] = {
        {"ab1", "", "ab1"},
        {"a b", "", R"(a\x{20}b)"},
        {"a b[ ]", "x", R"(ab[\x{20}])"},
        {"a.b", "q", R"(a\x{2e}b)"},
        {"a.", "", R"(a[^\x{a}\x{d}])"},
        {"a.", "s", "a(?s:.)"},
        {"^a$", "", R"((?:\A)a(?:\z))"},
        {"^a$", "m", "(?m:^)a(?m:$)"},
        {"a*?b+c?d{2}e{3,}f{4,5}?", "", "a*?b+c?d{2,2}e{3,}f{4,5}?"},
        {"(a)(?:b)\\1", "", "(a)(?:b)\\g{1}"},
        {"(a)\\12", "", "(a)\\g{1}2"},
        {"a|", "", "a|"},
        {"", "", ""},
        {"[a-c]", "", "[a-c]"},
        {"[^a-c-]", "", R"([^a-c\x{2d}])"},
        {"[a-z-[aeiou]]", "", "(?:(?![aeiou])[a-z])"},
        {"[^a-[b-[c]]]", "", "(?:(?!(?:(?![c])[b]))[^a])"},
        {"\\d[\\D]", "", R"([\p{Nd}][\P{Nd}])"},
        {"\\s", "", R"([\x{9}\x{a}\x{d}\x{20}])"},
        {"\\p{Lu}\\P{IsThai}", "", R"([\p{Lu}][\x{0}-\x{dff}\x{e80}-\x{d7ff}\x{e000}-\x{10ffff}])"},
        {"\\n\\.", "", R"(\x{a}\x{2e})"},
        {"园", "", "园"},
        {"(?=a)", "", "wrong: ?"},
        {"(?<n>a)", "", "wrong: ?"},
        {"\\b", "", "wrong: \\b"},
        {"\\", "", "wrong: \\"},
        {"[", "", "wrong: ["},
        {"[^]", "", "wrong: []"},
        {"[\\1]", "", "wrong: \\1"},
        {"[a-\\d]", "", "wrong: \\d"},
        {"(", "", "wrong: ("},
        {")", "", "wrong: )"},
        {"a{65536}", "", "wrong: {65536}"},
        {"a{99999999999999}", "", "wrong: {99999999999999}"},
        {"a", "z", "wrong: z"},
    };
    for (auto const& [pattern, flags, expected] : kCases)
        EXPECT_EQ(translated(pattern, flags), expected) << pattern;
}

TEST(Translate, LimitsHold) {
    std::string const deepest =
        std::string(kPatternDepthMax, '(') + std::string(kPatternDepthMax, ')');
    EXPECT_EQ(translated(deepest), deepest);
    EXPECT_EQ(translated("(" + deepest + ")"), "wrong: (");
    EXPECT_EQ(translated(std::string(kPatternBytesMax, 'a')).size(), kPatternBytesMax);
    EXPECT_EQ(translated(std::string(kPatternBytesMax + 1, 'a')), "wrong: > 16384");
    std::string classes;
    for (int i = 0; i <= kClassDepthMax; ++i) classes += i ? "-[a" : "[a";
    EXPECT_NE(translated(classes + std::string(kClassDepthMax + 1, ']')).substr(0, 5), "wrong");
    EXPECT_EQ(translated(classes + "-[a" + std::string(kClassDepthMax + 2, ']')), "wrong: [");
}

}  // namespace

}  // namespace agglo::feel
