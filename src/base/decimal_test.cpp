#include "base/decimal.h"

#include <gtest/gtest.h>

namespace agglo {
namespace {

TEST(Decimal, ReadsAndWrites) {
    struct Row {
        char const* text;
        char const* written;  // nullptr: refused
    };
    for (auto const& row : {
             Row{"0", "0"},
             Row{"-0", "0"},
             Row{"12.50", "12.5"},
             Row{"-0.01", "-0.01"},
             Row{"1.2e6", "1200000"},
             Row{"1E-2", "0.01"},
             Row{"9223372036854775807", "9223372036854775807"},
             Row{".5", "0.5"},
             Row{"5.", "5"},
             Row{"9223372036854775808", nullptr},
             Row{"1e40", nullptr},
             Row{"1e41", nullptr},
             Row{"", nullptr},
             Row{"-", nullptr},
             Row{"1,000", nullptr},
             Row{"1.2.3", nullptr},
             Row{"0.0000000001", nullptr},
             Row{"1e", nullptr},
             Row{"nan", nullptr},
         }) {
        auto const read = Decimal::parse(row.text);
        ASSERT_EQ(read.ok(), row.written != nullptr) << row.text;
        if (row.written) {
            EXPECT_EQ(read->to_string(), row.written) << row.text;
        }
    }
}

TEST(Decimal, RescalesOnlyWithoutLoss) {
    EXPECT_EQ((Decimal{1250, 2}.rescaled(1)), (Decimal{125, 1}));
    EXPECT_FALSE((Decimal{1255, 2}.rescaled(1)).has_value());
    EXPECT_FALSE((Decimal{INT64_MAX, 0}.rescaled(1)).has_value());
    EXPECT_LT((Decimal{999, 3}), (Decimal{1, 0}));
}

TEST(Decimal, DividesHalfToEven) {
    EXPECT_EQ(divide_rounded(1, 8, 2)->to_string(), "0.12");
    EXPECT_EQ(divide_rounded(3, 8, 2)->to_string(), "0.38");
    EXPECT_EQ(divide_rounded(-1, 8, 2)->to_string(), "-0.12");
    EXPECT_EQ(divide_rounded(-2, 3, 6)->to_string(), "-0.666667");
    EXPECT_FALSE(divide_rounded(1, 0, 2).has_value());
}

}  // namespace
}  // namespace agglo
