#include "journal/encoding.h"

#include <gtest/gtest.h>

#include "base/random.h"
#include "base/text.h"
#include "journal/entry.h"
#include "journal/entry_samples.h"

namespace agglo {
namespace {

std::string bytes(std::string_view hex) {
    return *from_hex(hex);
}

std::string encoded(Value const& value) {
    ByteWriter writer;
    writer.value(value);
    EXPECT_EQ(writer.fault(), EncodingFault::kNone);
    return writer.take();
}

Value nested(int depth) {
    Value value = 1;
    for (int i = 0; i < depth; ++i) value = ValueList{value};
    return value;
}

TEST(Encoding, WritesEveryKindOfValueAndReadsItBack) {
    struct Row {
        Value value;
        char const* hex;
    };
    for (auto const& [value, hex] : {
             Row{{}, "00"},
             Row{false, "01"},
             Row{true, "02"},
             Row{0, "0300"},
             Row{-1, "0301"},
             Row{63, "037e"},
             Row{64, "038001"},
             Row{INT64_MAX, "03feffffffffffffffff01"},
             Row{INT64_MIN, "03ffffffffffffffffff01"},
             Row{Decimal{1250, 2}, "0402c413"},
             Row{"", "0500"},
             Row{"四", "0503e59b9b"},
             Row{Date{19478}, "06acb002"},
             Row{Date{-719'162}, "06f3e457"},
             Row{Date{2'932'896}, "06c082e602"},
             Row{Instant{-1}, "0701"},
             Row{Reference{INT64_MAX}, "08ffffffffffffffff7f"},
             Row{ValueList{}, "0900"},
             Row{ValueList{1, {}}, "0902030200"},
             Row{nested(4), "09010901090109010302"},
             Row{Geometry{"\xff"}, "0a01ff"},
         }) {
        EXPECT_EQ(to_hex(encoded(value)), hex);
        auto const stored = bytes(hex);
        ByteReader reader(stored);
        EXPECT_TRUE(reader.value() == value) << hex;
        reader.end();
        EXPECT_TRUE(reader.ok()) << hex;
    }
}

TEST(Encoding, RefusesWhatItWouldNotHaveWritten) {
    struct Row {
        char const* hex;
        EncodingFault fault;
    };
    for (auto const& [hex, fault] : {
             Row{"", EncodingFault::kTruncated},
             Row{"0000", EncodingFault::kTrailing},
             Row{"0b", EncodingFault::kUnknownTag},
             Row{"ff", EncodingFault::kUnknownTag},
             Row{"03", EncodingFault::kTruncated},
             Row{"0380", EncodingFault::kTruncated},
             Row{"038000", EncodingFault::kNotShortest},
             Row{"03808000", EncodingFault::kNotShortest},
             Row{"03ffffffffffffffffff02", EncodingFault::kOutOfRange},
             Row{"03ffffffffffffffffff8001", EncodingFault::kOutOfRange},
             Row{"040a00", EncodingFault::kOutOfRange},
             Row{"0502e5", EncodingFault::kTruncated},
             Row{"0501e5", EncodingFault::kBadText},
             Row{"0502c080", EncodingFault::kBadText},
             Row{"0503eda080", EncodingFault::kBadText},
             Row{"05ffffffffffffffffff01", EncodingFault::kTruncated},
             Row{"06f5e457", EncodingFault::kOutOfRange},
             Row{"06c282e602", EncodingFault::kOutOfRange},
             Row{"08ffffffffffffffffff01", EncodingFault::kOutOfRange},
             Row{"0902030200ff", EncodingFault::kTrailing},
             Row{"09020302", EncodingFault::kTruncated},
             Row{"09904e", EncodingFault::kTruncated},
             Row{"09914e", EncodingFault::kTooLong},
             Row{"09ffffffffffffffffff01", EncodingFault::kTooLong},
             Row{"090109010901090109010302", EncodingFault::kTooDeep},
             Row{"0affffffff0f", EncodingFault::kTruncated},
         }) {
        auto const stored = bytes(hex);
        ByteReader reader(stored);
        reader.value();
        reader.end();
        EXPECT_EQ(reader.fault(), fault) << hex << ": " << name_en(reader.fault());
    }
}

TEST(Encoding, TheWriterNotesWhatTheReaderWouldRefuse) {
    struct Row {
        Value value;
        EncodingFault fault;
    };
    size_t const most = EntryLimits::kListItemsMax;
    for (auto const& [value, fault] : {
             Row{Decimal{1, 9}, EncodingFault::kNone},
             Row{Decimal{1, 10}, EncodingFault::kOutOfRange},
             Row{Decimal{1, -1}, EncodingFault::kOutOfRange},
             Row{"\xe5", EncodingFault::kBadText},
             Row{"12345678\xff", EncodingFault::kBadText},
             Row{Date{INT32_MAX}, EncodingFault::kOutOfRange},
             Row{Date{INT32_MIN}, EncodingFault::kOutOfRange},
             Row{Reference{-1}, EncodingFault::kOutOfRange},
             Row{nested(4), EncodingFault::kNone},
             Row{nested(5), EncodingFault::kTooDeep},
             Row{ValueList(most), EncodingFault::kNone},
             Row{ValueList(most + 1), EncodingFault::kTooLong},
         }) {
        ByteWriter writer;
        writer.value(value);
        EXPECT_EQ(writer.fault(), fault);
        if (writer.fault() != EncodingFault::kNone) continue;
        ByteReader reader(writer.bytes());
        EXPECT_TRUE(reader.value() == value);
        EXPECT_TRUE(reader.ok());
    }
}

TEST(Encoding, VarintsOfEveryLengthComeBack) {
    for (int bit = 0; bit < 64; ++bit) {
        for (uint64_t const value : {uint64_t{1} << bit, (uint64_t{1} << bit) - 1}) {
            ByteWriter writer;
            writer.varint(value);
            ByteReader reader(writer.bytes());
            EXPECT_EQ(reader.varint(), value);
            reader.end();
            EXPECT_TRUE(reader.ok()) << value;
        }
    }
}

// Every string of bytes is either refused or the only way to write the value it gives.
TEST(Encoding, RandomBytesAreRefusedOrCanonical) {
    Random random(20230501);
    int accepted = 0;
    for (int i = 0; i < 200'000; ++i) {
        std::string stored(static_cast<size_t>(random.between(1, 12)), '\0');
        for (char& c : stored) c = static_cast<char>(random.next());
        stored[0] = static_cast<char>(random.between(0, 10));
        ByteReader reader(stored);
        auto const value = reader.value();
        reader.end();
        if (!reader.ok()) continue;
        ++accepted;
        ASSERT_EQ(to_hex(encoded(value)), to_hex(stored));
    }
    EXPECT_GT(accepted, 1'000);
}

// Whatever the bytes are, both ways of reading a value agree on how far it goes and what is wrong.
// The reader looks at whole words and at triples; is_utf8 is its slow twin.
TEST(Encoding, TextsAreUtf8) {
    Random random(12);
    std::string_view const parts[] = {"a",
                                      "plain ascii",
                                      "区",
                                      "é",
                                      "\U0001F600",
                                      "\xe0\xa0\x80",
                                      "\xe0\x80\x80",
                                      "\xed\x9f\xbf",
                                      "\xed\xa0\x80",
                                      "\xef\xbf\xbf",
                                      "\x80",
                                      "\xe5\x9b",
                                      "\xf4\x90\x80\x80",
                                      "\xc0\x80",
                                      "\xff"};
    size_t texts = 0;
    for (int round = 0; round < 20'000; ++round) {
        std::string text;
        for (int64_t n = random.between(0, 8); n > 0; --n)
            text += random.chance(1, 8) ? random.pick(std::span(parts)) : parts[n % 3];
        bool const utf8 = is_utf8(text);
        texts += utf8;
        ByteWriter writer;
        writer.varint(text.size()).raw(text);
        ByteReader reader(writer.bytes());
        ASSERT_EQ(reader.text(), utf8 ? text : std::string_view()) << to_hex(text);
        ASSERT_EQ(reader.fault(), utf8 ? EncodingFault::kNone : EncodingFault::kBadText);
    }
    EXPECT_GT(texts, 5'000u);
    EXPECT_LT(texts, 19'000u);
}

TEST(Encoding, ReadsRawWhatItReads) {
    Random random(17);
    for (int round = 0; round < 20'000; ++round) {
        auto stored = encoded(random_value(random));
        if (random.chance(1, 2)) {
            auto const at = static_cast<size_t>(random.between(0, std::ssize(stored) - 1));
            stored[at] = static_cast<char>(random.next());
        }
        if (random.chance(1, 4))
            stored.resize(static_cast<size_t>(random.between(0, std::ssize(stored))));
        ByteReader whole(stored);
        auto const value = whole.value();
        ByteReader raw(stored);
        auto const shape = raw.raw_value();
        ASSERT_EQ(raw.fault(), whole.fault()) << to_hex(stored);
        ASSERT_EQ(raw.position(), whole.position()) << to_hex(stored);
        if (!whole.ok()) continue;
        auto const* text = value.get<std::string>();
        ASSERT_EQ(shape.tag == ValueTag::kText, text != nullptr);
        auto const* decimal = value.get<Decimal>();
        auto const* date = value.get<Date>();
        ASSERT_TRUE(!text || shape.bytes == *text);
        ASSERT_TRUE(!decimal ||
                    (shape.number == decimal->mantissa && shape.scale == decimal->scale));
        ASSERT_TRUE(!date || shape.number == date->days);
        ASSERT_TRUE(!value.get<ValueList>() || ByteReader(shape.bytes).value() == value);
    }
}

}  // namespace
}  // namespace agglo
