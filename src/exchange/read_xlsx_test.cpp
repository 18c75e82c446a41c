#include "exchange/read_xlsx.h"

#include "exchange/temp_folder.h"
#include "exchange/xlsx_writer.h"
#include "exchange/zip_fixture.h"

namespace agglo {
namespace {

constexpr auto kHead =
    "<row r='1'><c r='A1' t='inlineStr'><is><t>名称</t></is></c>"
    "<c r='B1' t='str'><v>金额</v></c></row>";

std::string kinds_and_texts(SheetTable const& table) {
    static constexpr char kLetters[] = "_tnbdDe";
    std::string out;
    for (auto const& row : table.rows()) {
        out += std::to_string(row.number) + ":";
        for (size_t c = 0; c < row.width; ++c) {
            auto const cell = table.cell(row, c);
            out += std::string(c == 0 ? "" : "|") + kLetters[static_cast<size_t>(cell.kind())];
            out += cell.text();
        }
        out += "\n";
    }
    return out;
}

std::string read(WorkbookFixture const& fixture) {
    auto const table = read_xlsx(fixture.bytes());
    return table.ok() ? kinds_and_texts(*table) : std::string(table.error().name());
}

struct SheetCase {
    std::string rows, expected;
};

class XlsxSheet : public testing::TestWithParam<SheetCase> {};

TEST_P(XlsxSheet, Reads) {
    WorkbookFixture fixture;
    fixture.sheet = kHead + GetParam().rows;
    fixture.shared =
        "<x:sst xmlns:x='y'><x:si><x:t>四会市</x:t></x:si><si><r><t>富</t></r><r><t>文本</t></r>"
        "<rPh><t>pinyin</t></rPh></si><si><t>a_x000D_&#10;b&amp;&#x4e00;</t></si></x:sst>";
    fixture.styles =
        "<styleSheet><numFmts><numFmt numFmtId='164' formatCode='yyyy\"年\"m\"月\"'/>"
        "<numFmt numFmtId='165' formatCode='[Red]0.00\"d\"'/></numFmts><cellStyleXfs><xf "
        "numFmtId='14'/>"
        "</cellStyleXfs><cellXfs><xf numFmtId='0'/><xf numFmtId='14'/><xf numFmtId='164'/>"
        "<xf numFmtId='165'/><xf numFmtId='22'/></cellXfs></styleSheet>";
    EXPECT_EQ(read(fixture), GetParam().expected);
}

INSTANTIATE_TEST_SUITE_P(
    Cells, XlsxSheet,
    testing::Values(
        SheetCase{"<row r='2'><c r='A2' t='s'><v>0</v></c><c r='B2'><v>12.50</v></c></row>",
                  "2:t四会市|n12.5\n"},
        SheetCase{"<row><c t='s'><v>1</v></c><c><v>0.30000000000000004</v></c></row>",
                  "2:t富文本|n0.3\n"},
        SheetCase{"<row r='9'><c r='B9' t='s'><v>2</v></c></row>", "9:_|ta\nb&一\n"},
        SheetCase{"<row r='2'><c r='A2' t='b'><v>1</v></c><c r='B2' t='e'><v>#REF!</v></c></row>",
                  "2:bTRUE|e#REF!\n"},
        SheetCase{
            "<row r='2'><c r='A2' s='1'><v>45047</v></c><c r='B2' s='2'><v>45047</v></c></row>",
            "2:d2023-05-01|d2023-05-01\n"},
        SheetCase{
            "<row r='2'><c r='A2' s='3'><v>45047</v></c><c r='B2' s='4'><v>45047.5</v></c></row>",
            "2:n45047|D2023-05-01 12:00:00\n"},
        SheetCase{"<row r='2'><c r='A2' s='1'><v>60</v></c><c r='B2' s='1'><v>59</v></c></row>",
                  "2:n60|d1900-02-28\n"},
        SheetCase{"<row r='2'><c r='A2' t='d'><v>2023-05-01T00:00:00</v></c></row>",
                  "2:d2023-05-01\n"},
        SheetCase{"<row r='2'><c r='A2' t='str'><f>B2&amp;\"x\"</f><v>由公式</v></c>"
                  "<c r='B2'><f>1+1</f><v>2</v></c></row>",
                  "2:t由公式|n2\n"},
        SheetCase{"<row r='2'><c r='A2' s='1'/><c r='B2'/></row><row r='3'><c r='A3' t='inlineStr'>"
                  "<is><t><![CDATA[<b>]]></t></is></c></row><!-- <row/> -->",
                  "3:t<b>\n"},
        SheetCase{"<row r='2'><c r='A2'><v>1e300</v></c></row>", "2:n1e+300\n"},
        SheetCase{"", ""}));

INSTANTIATE_TEST_SUITE_P(
    Refusals, XlsxSheet,
    testing::Values(
        SheetCase{"<row r='2'><c r='ZZZZ1'><v>1</v></c></row>", "table_too_large"},
        SheetCase{"<row r='2'><c r='XFD1'><v>1</v></c></row>", "table_too_large"},
        SheetCase{"<row r='99999999'><c><v>1</v></c></row>", "table_too_large"},
        SheetCase{"<row r='2'><c r='1'><v>1</v></c></row>", "bad_table"},
        SheetCase{"<row r='1'><c><v>1</v></c></row>", "bad_table"},
        SheetCase{"<row r='2'><c t='s'><v>3</v></c></row>", "bad_table"},
        SheetCase{"<row r='2'><c t='s'><v>-1</v></c></row>", "bad_table"},
        SheetCase{"<row r='2'><c><v>abc</v></c></row>", "bad_table"},
        SheetCase{"<row r='2'><c><v>nan</v></c></row>", "bad_table"},
        SheetCase{"<row r='2'><c><v>1</v>", "bad_table"},
        SheetCase{"<row r='2'><c t='str'><v>&lol;</v></c></row>", "bad_table"},
        SheetCase{"<row r='2'><c t='str'><v>&#xD800;</v></c></row>", "bad_table"},
        SheetCase{"<row r='2'><c t='str'><v>\xFF</v></c></row>", "bad_table"},
        SheetCase{"<row r='2'><c t='str'><v>" + std::string(40'000, 'a') + "</v></c></row>",
                  "table_too_large"},
        SheetCase{"<row r='2'><c t='str'><v>" + std::string(3u << 20, 'a') + "</v></c></row>",
                  "bad_table"}));

TEST(ReadXlsx, FindsTheHeaderAndTheVisibleSheet) {
    WorkbookFixture fixture;
    fixture.sheet =
        "<row r='2'><c r='A2' t='str'><v>四会市项目台账</v></c></row><row r='4'>"
        "<c r='A4' t='str'><v> 名称 </v></c><c r='C4' t='str'><v>金额</v></c></row>"
        "<row r='5'><c r='C5'><v>1</v></c></row>";
    auto const table = read_xlsx(fixture.bytes());
    ASSERT_TRUE(table.ok());
    EXPECT_EQ(table->headers(), (std::vector<std::string>{"名称", "", "金额"}));
    EXPECT_EQ(table->header_row(), 4u);
    EXPECT_EQ(table->sheet(), "表一");
    EXPECT_EQ(kinds_and_texts(*table), "5:_|_|n1\n");
    fixture.workbook =
        "<workbook><sheets><sheet name='a' state='hidden' id='r1'/></sheets></workbook>";
    EXPECT_EQ(read(fixture), "bad_table");
}

TEST(ReadXlsx, KnowsThe1904System) {
    WorkbookFixture fixture;
    fixture.workbook =
        "<workbook><workbookPr date1904='1'/><sheets><sheet name='a' id='r1'/></sheets></workbook>";
    fixture.styles = "<styleSheet><cellXfs><xf numFmtId='14'/></cellXfs></styleSheet>";
    fixture.sheet = std::string(kHead) + "<row r='2'><c r='A2'><v>43585</v></c></row>";
    EXPECT_EQ(read(fixture), "2:d2023-05-01\n");
}

TEST(ReadXlsx, RefusesWhatIsNoWorkbook) {
    WorkbookFixture fixture;
    fixture.sheet = kHead;
    auto const whole = fixture.bytes();
    EXPECT_TRUE(read_xlsx(whole).ok());
    for (size_t length = 0; length < whole.size(); length += 7) {
        EXPECT_FALSE(read_xlsx(std::string_view(whole).substr(0, length)).ok()) << length;
    }
    EXPECT_FALSE(read_xlsx("名称,金额\n").ok());
    auto const encrypted = read_xlsx("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1");
    EXPECT_NE(encrypted.error().message_zh().find("加密"), std::string::npos);
    for (size_t missing = 0; missing < fixture.parts().size(); ++missing) {
        auto parts = fixture.parts();
        parts.erase(parts.begin() + static_cast<ptrdiff_t>(missing));
        EXPECT_FALSE(read_xlsx(zip_of(parts)).ok()) << missing;
    }
}

TEST(ReadXlsx, RefusesDocumentTypes) {
    std::string const bomb = "<!DOCTYPE a [<!ENTITY b 'bbbbbbbb'>]>";
    for (size_t part = 0; part < 6; ++part) {
        WorkbookFixture fixture;
        fixture.sheet = kHead;
        auto parts = fixture.parts();
        parts[part].second =
            bomb +
            parts[part].second.substr(parts[part].second.find("?>") == std::string::npos ? 0 : 21);
        auto const table = read_xlsx(zip_of(parts));
        ASSERT_FALSE(table.ok()) << part;
        EXPECT_EQ(table.error().code(), ErrorCode::kBadTable);
    }
}

// 40 MB of zeros pack into 40 kB; a million like rows pack well too. Time and memory stay small.
TEST(ReadXlsx, StopsBombs) {
    WorkbookFixture fixture;
    fixture.sheet = kHead;
    fixture.styles = "<styleSheet>" + std::string(40u << 20, ' ') + "</styleSheet>";
    EXPECT_EQ(read(fixture), "table_too_large");
    fixture.styles = "<styleSheet/>";
    fixture.shared = "<sst>" + std::string(40u << 20, 'a') + "</sst>";
    EXPECT_EQ(read(fixture), "bad_table");
    fixture.shared = "<sst/>";
    for (int i = 0; i < 210'000; ++i) fixture.sheet += "<row><c><v>1</v></c></row>";
    EXPECT_EQ(read(fixture), "table_too_large");
    fixture.sheet = kHead;
    for (int i = 0; i < 100; ++i) fixture.sheet += "<a>";
    EXPECT_EQ(read(fixture), "bad_table");
}

TEST(ReadXlsx, ReadsWhatTheWriterWrites) {
    auto const folder = TempFolder::make();
    auto const path = folder->file("a.xlsx");
    XlsxWriter out(path);
    out.add_sheet("a/b[c]");
    out.write_text(0, 0, "名称", XlsxStyle::kHeader);
    out.write_text(0, 1, "值", XlsxStyle::kHeader);
    out.write_text(1, 0, "=1+1 \n_x0041_<&>");
    out.write_number(1, 1, {1250, 2}, XlsxStyle::kNumber);
    out.write_date(2, 0, *Date::from_civil(2023, 5, 1));
    out.write_date_time(2, 1, "2023-05-01 08:30:59");
    out.write_number(3, 0, {1234567890123456789, 2}, XlsxStyle::kNumber);
    out.write_date(3, 1, *Date::from_civil(1899, 5, 1));
    ASSERT_TRUE(out.close().ok());
    auto const table = read_xlsx(*read_whole_file(path, 1u << 20));
    ASSERT_TRUE(table.ok()) << table.error().message_en();
    EXPECT_EQ(kinds_and_texts(*table),
              "2:t=1+1 \n_x0041_<&>|n12.5\n"
              "3:d2023-05-01|D2023-05-01 08:30:59\n"
              "4:t12345678901234567.89|t1899-05-01\n");
}

}  // namespace
}  // namespace agglo
