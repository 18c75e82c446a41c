// Functions of intervals: each row is tried with numbers, dates and texts in the places of 1 … 9.
#include <gtest/gtest.h>

#include "feel/evaluate/evaluation.h"
#include "feel/syntax/parser.h"
#include "feel/value/value_text.h"

namespace agglo::feel {
namespace {

struct Row {
    char const* expression;
    char const* answer;
};

std::string answer(std::string const& text) {
    auto const expression = parse_expression(text, {});
    if (!expression.ok()) return expression.error().message_en();
    Evaluation evaluation(Clock{});
    return to_feel(evaluate(**expression, std::span<Value const>(), evaluation));
}

/// "[1..5]" with days for digits: `[@"2024-02-21"..@"2024-02-25"]`.
std::string with(std::string_view text, std::string_view before, std::string_view after) {
    std::string out;
    for (char const c : text) {
        if (c < '0' || c > '9' || out.ends_with("range") || out.ends_with("point"))
            out += c;
        else
            out.append(before).append(1, c).append(after);
    }
    return out;
}

void expect_answers(std::initializer_list<Row> rows) {
    for (auto const& row : rows) {
        EXPECT_EQ(answer(row.expression), row.answer) << row.expression;
        for (auto const& text : {with(row.expression, "@\"2024-02-2", "\""),
                                 with(row.expression, "@\"2024-02-29T0", ":00:00Z\""),
                                 with(row.expression, "\"", "\"")})
            EXPECT_EQ(answer(text), row.answer) << text;
    }
}

TEST(Intervals, BeforeAndAfter) {
    expect_answers({
        {"before(1, 2)", "true"},
        {"before(2, 2)", "false"},
        {"before(1, [1..5])", "false"},
        {"before(1, (1..5])", "true"},
        {"before([1..5], 5)", "false"},
        {"before([1..5), 5)", "true"},
        {"before([1..2], [3..5])", "true"},
        {"before([1..3], [3..5])", "false"},
        {"before([1..3), [3..5])", "true"},
        {"before([1..3], (3..5])", "true"},
        {"before((< 3), [3..5])", "true"},
        {"before((<= 3), [3..5])", "false"},
        {"before((> 3), [3..5])", "false"},
        {"before((= 3), 4)", "true"},
        {"before((!= 3), 4)", "null"},
        {"before([1..null], 4)", "null"},
        {"before(point1: 1, point2: 2)", "true"},
        {"before(point: 1, range: [2..3])", "true"},
        {"before(range2: [2..3], range1: (0..1))", "true"},
        {"before(null, 1)", "null"},
        {"before(1, true)", "null"},
        {"before(1)", "null"},
        {"after(2, 1)", "true"},
        {"after(5, [1..5])", "false"},
        {"after(5, [1..5))", "true"},
        {"after((1..5], 1)", "true"},
        {"after([1..5], 1)", "false"},
        {"after([3..5], [1..3))", "true"},
        {"after([3..5], [1..3])", "false"},
        {"after((> 3), 3)", "true"},
    });
}

TEST(Intervals, MeetsAndOverlaps) {
    expect_answers({
        {"meets([1..3], [3..5])", "true"},
        {"meets([1..3), [3..5])", "false"},
        {"meets([1..3], (3..5])", "false"},
        {"meets([1..3], [4..5])", "false"},
        {"meets(3, [3..5])", "null"},
        {"met by([3..5], [1..3])", "true"},
        {"met by([3..5], [1..3))", "false"},
        {"overlaps([1..3], [2..5])", "true"},
        {"overlaps([2..3], [1..5])", "true"},
        {"overlaps([1..3], [3..5])", "true"},
        {"overlaps([1..3], (3..5])", "false"},
        {"overlaps([3..5], [1..3))", "false"},
        {"overlaps([4..5], [1..3])", "false"},
        {"overlaps((> 3), (< 5))", "true"},
        {"overlaps((> 5), (< 3))", "false"},
        {"overlaps before([1..3], [2..5])", "true"},
        {"overlaps before([1..5], [1..5])", "false"},
        {"overlaps before([1..5], (1..5])", "true"},
        {"overlaps before([1..5], (1..5))", "false"},
        {"overlaps before([1..3), [3..5])", "false"},
        {"overlaps before([1..6], [3..5])", "false"},
        {"overlaps after([2..5], [1..3])", "true"},
        {"overlaps after((1..5], [1..5])", "true"},
        {"overlaps after([1..3], [2..5])", "false"},
    });
}

TEST(Intervals, Within) {
    expect_answers({
        {"finishes(5, [1..5])", "true"},
        {"finishes(5, [1..5))", "false"},
        {"finishes([3..5], [1..5])", "true"},
        {"finishes([3..5), [1..5])", "false"},
        {"finishes([3..5), [1..5))", "true"},
        {"finishes([1..5], (1..5])", "false"},
        {"finishes([1..5], 5)", "null"},
        {"finished by([1..5], 5)", "true"},
        {"finished by([1..5], (1..5])", "true"},
        {"finished by((1..5], [1..5])", "false"},
        {"includes([1..5], 1)", "true"},
        {"includes((1..5], 1)", "false"},
        {"includes([1..5), 5)", "false"},
        {"includes([1..5], (1..5))", "true"},
        {"includes((1..5), [1..5])", "false"},
        {"includes((> 1), [2..5])", "true"},
        {"includes([2..5], (> 1))", "false"},
        {"includes([1..5], true)", "null"},
        {"during(3, [1..5])", "true"},
        {"during(6, [1..5])", "false"},
        {"during((1..5), [1..5])", "true"},
        {"during(range1: [1..5], range2: (1..5))", "false"},
        {"starts(1, [1..5])", "true"},
        {"starts(1, (1..5])", "false"},
        {"starts([1..3], [1..5])", "true"},
        {"starts((1..3], [1..5])", "false"},
        {"starts([1..5], [1..5))", "false"},
        {"starts([1..5), [1..5])", "true"},
        {"started by([1..5], 1)", "true"},
        {"started by([1..5], [1..3])", "true"},
        {"started by([1..3], [1..5])", "false"},
        {"coincides(3, 3)", "true"},
        {"coincides(3, 4)", "false"},
        {"coincides([1..5], [1..5])", "true"},
        {"coincides([1..5], [1..5))", "false"},
        {"coincides([3..3], 3)", "null"},
        {"coincides(3, [3..3])", "null"},
    });
}

TEST(Intervals, NullWhatHasNoOrder) {
    EXPECT_EQ(answer(R"(before(@"2024-01-01", @"10:00:00"))"), "null");
    EXPECT_EQ(answer(R"(before(@"10:00:00", @"10:00:00Z"))"), "null");
    EXPECT_EQ(answer(R"(before(@"P1D", @"P1M"))"), "null");
    EXPECT_EQ(answer(R"(before(@"2024-01-01", @"2024-01-01T00:00:01Z"))"), "true");
    EXPECT_EQ(answer("coincides([1], [1])"), "null");
}

}  // namespace
}  // namespace agglo::feel
