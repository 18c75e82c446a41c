#include "feel/temporal/temporal_text.h"

#include <gtest/gtest.h>

namespace agglo::feel {
namespace {

struct Row {
    std::string text;
    char const* written;  // nullptr: refused
};

template <class Read>
void expect_rows(std::initializer_list<Row> rows, Read read) {
    for (auto const& row : rows) {
        auto const value = read(row.text);
        ASSERT_EQ(value.has_value(), row.written != nullptr) << row.text;
        if (value) {
            EXPECT_EQ(to_text(*value), row.written) << row.text;
        }
    }
}

TEST(TemporalText, ReadsDates) {
    expect_rows(
        {
            {"2024-02-29", "2024-02-29"},
            {"0001-01-01", "0001-01-01"},
            {"0000-02-29", "0000-02-29"},
            {"-0044-03-15", "-0044-03-15"},
            {"12024-02-29", "12024-02-29"},
            {"999999999-12-31", "999999999-12-31"},
            {"-999999999-01-01", "-999999999-01-01"},
            {"2023-02-29", nullptr},
            {"1900-02-29", nullptr},
            {"2024-04-31", nullptr},
            {"2024-00-10", nullptr},
            {"2024-13-10", nullptr},
            {"2024-10-00", nullptr},
            {"024-02-29", nullptr},
            {"02024-02-29", nullptr},
            {"+2024-02-29", nullptr},
            {"--2024-02-29", nullptr},
            {"1000000000-01-01", nullptr},
            {"99999999999999999999-01-01", nullptr},
            {"2024-2-29", nullptr},
            {"2024-02-9", nullptr},
            {"2024/02/29", nullptr},
            {"20240229", nullptr},
            {"2024-02-29Z", nullptr},
            {"2024-02-29+08:00", nullptr},
            {"2024-02-29@Asia/Shanghai", nullptr},
            {"2024-02-29T", nullptr},
            {" 2024-02-29", nullptr},
            {"2024-02-29 ", nullptr},
            {"", nullptr},
            {"-", nullptr},
        },
        parse_date);
}

TEST(TemporalText, ReadsTimes) {
    expect_rows(
        {
            {"00:00:00", "00:00:00"},
            {"23:59:59.999999999", "23:59:59.999999999"},
            {"10:20:30.120", "10:20:30.12"},
            {"10:20:30.000", "10:20:30"},
            {"10:20:30.1234567899999", "10:20:30.123456789"},
            {"24:00:00", "00:00:00"},
            {"24:00:00.000Z", "00:00:00Z"},
            {"10:20:30Z", "10:20:30Z"},
            {"10:20:30+00:00", "10:20:30Z"},
            {"10:20:30-00:00", "10:20:30Z"},
            {"10:20:30+08:00", "10:20:30+08:00"},
            {"10:20:30.5-03:30", "10:20:30.5-03:30"},
            {"10:20:30+05:30:15", "10:20:30+05:30:15"},
            {"10:20:30+18:00", "10:20:30+18:00"},
            {"10:20:30-18:00", "10:20:30-18:00"},
            {"10:20:30@Asia/Shanghai", "10:20:30@Asia/Shanghai"},
            {"10:20:30@Etc/UTC", "10:20:30@Etc/UTC"},
            {"10:20:30+18:00:01", nullptr},
            {"10:20:30+18:01", nullptr},
            {"10:20:30-19:00", nullptr},
            {"10:20:30+08:60", nullptr},
            {"10:20:30+8:00", nullptr},
            {"10:20:30+08", nullptr},
            {"10:20:30+0800", nullptr},
            {"10:20:30+08:00:60", nullptr},
            {"10:20:30z", nullptr},
            {"10:20:30ZZ", nullptr},
            {"10:20:30@", nullptr},
            {"10:20:30@Nowhere/Town", nullptr},
            {"10:20:30+08:00@Asia/Shanghai", nullptr},
            {"10:20:30Z@Asia/Shanghai", nullptr},
            {"24:00:00.1", nullptr},
            {"24:00:01", nullptr},
            {"24:01:00", nullptr},
            {"25:00:00", nullptr},
            {"10:60:00", nullptr},
            {"10:20:60", nullptr},
            {"10:20:30.", nullptr},
            {"10:20:30,5", nullptr},
            {"10:20", nullptr},
            {"1:20:30", nullptr},
            {"10:2:30", nullptr},
            {"10:20:3", nullptr},
            {"T10:20:30", nullptr},
            {"10:20:30T", nullptr},
            {"-10:20:30", nullptr},
            {"", nullptr},
            {"10:20:30." + std::string(kTemporalTextMax - 9, '1'), "10:20:30.111111111"},
            {"10:20:30." + std::string(kTemporalTextMax - 8, '1'), nullptr},
        },
        parse_time);
}

TEST(TemporalText, ReadsDateTimes) {
    expect_rows(
        {
            {"2024-02-29T10:20:30", "2024-02-29T10:20:30"},
            {"2024-02-29", "2024-02-29T00:00:00"},
            {"-0044-03-15T23:59:59.25+01:00", "-0044-03-15T23:59:59.25+01:00"},
            {"1969-12-31T23:59:59.5", "1969-12-31T23:59:59.5"},
            {"2024-02-29T24:00:00", "2024-03-01T00:00:00"},
            {"2024-12-31T24:00:00@Europe/Paris", "2025-01-01T00:00:00@Europe/Paris"},
            {"999999999-12-31T23:59:59.999999999-18:00",
             "999999999-12-31T23:59:59.999999999-18:00"},
            {"-999999999-01-01T00:00:00+18:00", "-999999999-01-01T00:00:00+18:00"},
            {"999999999-12-31T24:00:00", nullptr},
            {"2024-02-30T10:20:30", nullptr},
            {"2024-02-29T", nullptr},
            {"2024-02-29 10:20:30", nullptr},
            {"2024-02-29t10:20:30", nullptr},
            {"2024-02-29T10:20", nullptr},
            {"2024-02-29T10:20:30@xyz", nullptr},
            {"2024-02-29T10:20:30+02:00@Europe/Paris", nullptr},
            {"2024-02-29Z", nullptr},
            {"10:20:30", nullptr},
            {"", nullptr},
        },
        parse_date_time);
}

TEST(TemporalText, ReadsWhicheverFits) {
    struct KindRow {
        char const* text;
        size_t index;  // of TemporalLiteral
    };
    for (auto const& row : {
             KindRow{"2024-02-29", 0},
             KindRow{"10:20:30Z", 1},
             KindRow{"2024-02-29T10:20:30", 2},
             KindRow{"-PT5S", 3},
             KindRow{"P5M", 4},
         }) {
        auto const value = parse_temporal(row.text);
        ASSERT_TRUE(value) << row.text;
        EXPECT_EQ(value->index(), row.index) << row.text;
    }
    EXPECT_FALSE(parse_temporal("soon"));
}

}  // namespace
}  // namespace agglo::feel
