#include "base/text.h"

#include <gtest/gtest.h>

#include "base/digest.h"
#include "base/json_writer.h"
#include "base/random.h"

namespace agglo {
namespace {

TEST(Text, CleansAndRefuses) {
    EXPECT_EQ(*clean_text("  四会市\n"), "四会市");
    EXPECT_EQ(*clean_text("e\xCC\x81"), "\xC3\xA9");
    EXPECT_FALSE(clean_text("a\x01").ok());
    EXPECT_FALSE(clean_text("\xFF\xFE").ok());
    EXPECT_FALSE(clean_text(std::string_view("a\0b", 3)).ok());
    EXPECT_EQ(code_point_count("四会A"), 3u);
}

TEST(Text, FoldsWidthCaseAndSpace) {
    EXPECT_EQ(fold_text("Ａｂ　 Ｃ（万元）"), "ab c(万元)");
}

TEST(Text, FoldsAsTheTablesDo) {
    auto const utf8 = [](uint32_t c) {
        std::string out;
        if (c < 0x80) return std::string(1, static_cast<char>(c));
        if (c < 0x800)
            return out + static_cast<char>(0xC0 | c >> 6) + static_cast<char>(0x80 | (c & 63));
        return out + static_cast<char>(0xE0 | c >> 12) + static_cast<char>(0x80 | (c >> 6 & 63)) +
               static_cast<char>(0x80 | (c & 63));
    };
    Random random(7);
    for (uint32_t c = 1; c < 0x10000; ++c) {
        if (c >= 0xD800 && c < 0xE000) continue;
        auto const beside = static_cast<uint32_t>(random.between(1, 0x3FF));
        for (auto const& text : {utf8(c), " A" + utf8(c) + "　b", utf8(c) + utf8(beside)})
            ASSERT_EQ(fold_text(text), fold_text_by_tables(text)) << std::hex << c << " " << beside;
    }
    for (char const* text : {"", " ", "\xE4\xB8", "肇庆\xFF", "\xEF\xBC", "　　", "Ａ 　 b\t"})
        EXPECT_EQ(fold_text(text), fold_text_by_tables(text)) << text;
}

TEST(Text, ReadsGb18030) {
    EXPECT_EQ(*utf8_from_gb18030("\xCB\xC4\xBB\xE1"), "四会");
    EXPECT_FALSE(utf8_from_gb18030("\xCB").ok());
}

TEST(Text, CollatesByPinyin) {
    char const* const ordered[] = {"",       "2号",    "10号", "德庆县", "端州区",
                                   "广宁县", "四会市", "A",    "b"};
    for (size_t i = 1; i < std::size(ordered); ++i) {
        EXPECT_LT(collation_key(ordered[i - 1]), collation_key(ordered[i])) << ordered[i];
    }
    std::string const much(10'000, 'x');
    EXPECT_LT(collation_key(much), collation_key(much + "y"));
}

TEST(Digest, MatchesTheStandards) {
    EXPECT_EQ(to_hex(bytes_of(digest_of(HashAlgorithm::kSha256, "abc"))),
              "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    EXPECT_EQ(to_hex(bytes_of(digest_of(HashAlgorithm::kSm3, "abc"))),
              "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0");
}

TEST(JsonWriter, SeparatesAndEscapes) {
    JsonWriter json;
    json.begin_object()
        .member("a", 1)
        .key("b")
        .begin_array()
        .text("\"\n\x01")
        .decimal({1250, 2})
        .end_array();
    json.key("c").begin_object().end_object().member("d", true).end_object();
    EXPECT_EQ(json.str(), R"({"a":1,"b":["\"\n\u0001",12.50],"c":{},"d":true})");
}

TEST(Error, FillsTheCatalogue) {
    auto const error =
        Error(ErrorCode::kBelowMinimum, {"0", "-5"}).at("total_investment").at("fields");
    EXPECT_EQ(error.path(), "/fields/total_investment");
    EXPECT_EQ(error.message_en(), "Must be at least 0 (got -5)");
    EXPECT_EQ(error.message_zh(), "不能小于 0（收到 -5）");
}

}  // namespace
}  // namespace agglo
