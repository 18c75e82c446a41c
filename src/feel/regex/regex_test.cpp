#include "feel/regex/regex.h"

#include <gtest/gtest.h>

#include "feel/regex/replacement.h"

namespace agglo::feel {

namespace {

using Outcome = RegexSearch::Outcome;

TEST(Regex, FindsGroupsFromAByteOn) {
    auto const regex = *Regex::of("(b)|(z)", "");
    RegexSearch search(*regex, "abab");
    ASSERT_EQ(search.find(0), Outcome::kMatch);
    EXPECT_EQ(search.group(0).begin, 1u);
    ASSERT_EQ(search.find(2), Outcome::kMatch);
    EXPECT_EQ(search.group(1).end, 4u);
    EXPECT_EQ(search.group(2).end, 0u);
    EXPECT_EQ(search.group(9).end, 0u);
    EXPECT_EQ(search.find(4), Outcome::kNone);
}

TEST(Regex, KeepsWhatItCompiled) {
    EXPECT_EQ(*Regex::of("kept", "i"), *Regex::of("kept", "i"));
    EXPECT_NE(*Regex::of("kept", "i"), *Regex::of("kept", ""));
    for (size_t i = 0; i < 3 * Regex::kKeptMax; ++i) ASSERT_TRUE(Regex::of(std::to_string(i), ""));
    EXPECT_TRUE(Regex::of("kept", "i"));
}

TEST(Regex, KnowsWhetherItMatchesNothing) {
    EXPECT_TRUE((*Regex::of("a*", ""))->matches_nothing());
    EXPECT_TRUE((*Regex::of("^", ""))->matches_nothing());
    EXPECT_FALSE((*Regex::of("a", ""))->matches_nothing());
}

TEST(Regex, GivesUpInBoundedTime) {
    std::string const text(100'000, 'a');
    for (auto const* pattern : {"^(a|a)*[bc]", "(a+)+[bc]", "(.*)*[bc]", "(a*)*\\1[bc]"}) {
        auto const regex = *Regex::of(pattern, "");
        RegexSearch search(*regex, text);
        EXPECT_EQ(search.find(0), Outcome::kGivenUp) << pattern;
        EXPECT_GT(search.steps(), 1u);
    }
}

TEST(Regex, RefusesWhatIsTooLargeForTheLibrary) {
    EXPECT_FALSE(Regex::of("((a{9999}){9999}){9999}", ""));
    EXPECT_FALSE(Regex::of("\xff", ""));
}

TEST(Replacement, PutsGroupsIn) {
    auto const replaced = [](char const* text) -> std::string {
        auto const regex = *Regex::of("(b)(c)?", "");
        auto const replacement = Replacement::of(text, *regex);
        if (!replacement) return "wrong: " + replacement.error().arguments().back();
        RegexSearch search(*regex, "abd");
        search.find(0);
        std::string out;
        replacement->append_to(out, search);
        return out;
    };
    EXPECT_EQ(replaced("<$0$1$2>"), "<bb>");
    EXPECT_EQ(replaced("$12"), "b2");
    EXPECT_EQ(replaced("$9"), "");
    EXPECT_EQ(replaced(R"(\$1\\)"), R"($1\)");
    EXPECT_EQ(replaced("$"), "wrong: $");
    EXPECT_EQ(replaced("$a"), "wrong: $a");
    EXPECT_EQ(replaced("\\n"), "wrong: \\n");
    EXPECT_EQ(replaced("\\"), "wrong: \\");
}

}  // namespace

}  // namespace agglo::feel
