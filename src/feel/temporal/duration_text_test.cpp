#include <gtest/gtest.h>

#include "feel/temporal/temporal_text.h"

namespace agglo::feel {
namespace {

TEST(DurationText, ReadsAndNormalises) {
    struct Row {
        char const* text;
        char const* written;  // nullptr: refused
    };
    for (auto const& row : {
             Row{"P1D", "P1D"},
             Row{"-P1D", "-P1D"},
             Row{"P0D", "PT0S"},
             Row{"-PT0S", "PT0S"},
             Row{"PT0.000S", "PT0S"},
             Row{"PT24H", "P1D"},
             Row{"PT90M", "PT1H30M"},
             Row{"P1DT2H3M4.5S", "P1DT2H3M4.5S"},
             Row{"-P1DT2H3M4.5S", "-P1DT2H3M4.5S"},
             Row{"PT0.000000001S", "PT0.000000001S"},
             Row{"-PT0.5S", "-PT0.5S"},
             Row{"PT1.9999999999S", "PT1.999999999S"},
             Row{"PT60S", "PT1M"},
             Row{"PT1H1S", "PT1H1S"},
             Row{"PT9223372036854775807S", "P106751991167300DT15H30M7S"},
             Row{"-PT9223372036854775807.9S", "-P106751991167300DT15H30M7.9S"},
             Row{"P1Y", "P1Y"},
             Row{"P1Y2M", "P1Y2M"},
             Row{"-P14M", "-P1Y2M"},
             Row{"P24M", "P2Y"},
             Row{"P0Y", "P0M"},
             Row{"-P0M", "P0M"},
             Row{"P1Y0M", "P1Y"},
             Row{"P9223372036854775807M", "P768614336404564650Y7M"},
             Row{"PT9223372036854775808S", nullptr},
             Row{"P106751991167301D", nullptr},
             Row{"P768614336404564651Y", nullptr},
             Row{"P1Y2D", nullptr},
             Row{"P1MT1H", nullptr},
             Row{"P1M1Y", nullptr},
             Row{"PT1S1M", nullptr},
             Row{"P1D1D", nullptr},
             Row{"P1W", nullptr},
             Row{"P1H", nullptr},
             Row{"PT1D", nullptr},
             Row{"P1DT", nullptr},
             Row{"PT", nullptr},
             Row{"P", nullptr},
             Row{"-P", nullptr},
             Row{"P1", nullptr},
             Row{"P-1D", nullptr},
             Row{"+P1D", nullptr},
             Row{"1D", nullptr},
             Row{"P1.5D", nullptr},
             Row{"P1.5Y", nullptr},
             Row{"PT1.5H", nullptr},
             Row{"PT.5S", nullptr},
             Row{"PT5.S", nullptr},
             Row{"p1d", nullptr},
             Row{"P1D ", nullptr},
             Row{"", nullptr},
         }) {
        auto const duration = parse_duration(row.text);
        ASSERT_EQ(duration.has_value(), row.written != nullptr) << row.text;
        if (!duration) continue;
        auto const written = std::visit([](auto kind) { return to_text(kind); }, *duration);
        EXPECT_EQ(written, row.written) << row.text;
        auto const again = parse_duration(written);
        ASSERT_TRUE(again) << written;
        EXPECT_EQ(std::visit([](auto kind) { return to_text(kind); }, *again), written);
    }
}

}  // namespace
}  // namespace agglo::feel
