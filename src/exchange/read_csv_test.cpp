#include "exchange/read_csv.h"

#include <gtest/gtest.h>

namespace agglo {
namespace {

/// The header and rows as `a|b / c|d`, or the error's name.
std::string read(std::string_view bytes) {
    auto const table = read_csv(bytes);
    if (!table.ok()) return std::string(table.error().name());
    std::string out;
    for (auto const& header : table->headers()) out += (out.empty() ? "" : "|") + header;
    for (auto const& row : table->rows()) {
        out += " / ";
        for (size_t c = 0; c < row.width; ++c) {
            out += std::string(c == 0 ? "" : "|") + std::string(table->cell(row, c).text());
        }
    }
    return out;
}

TEST(ReadCsv, Reads) {
    struct Case {
        std::string_view bytes, expected;
    } const cases[] = {
        {"a,b\n1,2\n", "a|b / 1|2"},
        {"\xEF\xBB\xBF"
         "名称,金额\r\n四会,1\r\n",
         "名称|金额 / 四会|1"},
        {"\xC3\xFB\xB3\xC6,b\n\xCB\xC4\xBB\xE1,2", "名称|b / 四会|2"},
        {"a;b\n1,5;2\n", "a|b / 1,5|2"},
        {"a\tb\n1,5\t2;3\n", "a|b / 1,5|2;3"},
        {"a,b\n\"x,\"\"y\"\"\r\nz\",2\n", "a|b / x,\"y\"\nz|2"},
        {"\"a,;\tb\",c\n1,2", "a,;\tb|c / 1|2"},
        {"a,b\r1,2\r", "a|b / 1|2"},
        {"a,b\n\n,,\n1,2,3\n", "a|b / 1|2|3"},
        {"台账,\na,b\n1,2\n", "a|b / 1|2"},
        {"a,b\n'=1,''+x\n'x,-5\n", "a|b / =1|'+x / 'x|-5"},
        {"a\n1\n", "a / 1"},
        {"a,b\n\"x\"y,2\n", "a|b / xy|2"},
    };
    for (auto const& [bytes, expected] : cases) EXPECT_EQ(read(bytes), expected) << bytes;
}

TEST(ReadCsv, Refuses) {
    EXPECT_EQ(read(""), "bad_table");
    EXPECT_EQ(read("\n\r\n"), "bad_table");
    EXPECT_EQ(read("a,\"b\n"), "bad_table");
    EXPECT_EQ(read("a,\xFF\xFF"), "bad_table");
    EXPECT_EQ(read("a\n" + std::string(40'000, 'x')), "table_too_large");
    EXPECT_EQ(read(std::string(600, ',') + "a"), "table_too_large");
    std::string rows;
    for (int i = 0; i < 210'000; ++i) rows += "1\n";
    EXPECT_EQ(read(rows), "table_too_large");
    EXPECT_EQ(read(std::string(SheetLimits::kFileBytesMax + 1, 'a')), "table_too_large");
}

}  // namespace
}  // namespace agglo
