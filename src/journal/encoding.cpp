#include "journal/encoding.h"

#include <cstring>

#include "base/text.h"
#include "journal/entry.h"

namespace agglo {

namespace {

constexpr int32_t kFirstDay = -719'162;  // 0001-01-01
constexpr int32_t kLastDay = 2'932'896;  // 9999-12-31
constexpr int kVarintBytesMax = 10;

struct FaultName {
    std::string_view zh, en;
};
constexpr FaultName kFaultNames[] = {
    {"正常", "none"},
    {"长度不足", "it ends too early"},
    {"尾部有多余字节", "bytes are left over"},
    {"数字不是最短写法", "a number is not in its shortest form"},
    {"类型标记未知", "a tag is unknown"},
    {"数值超出范围", "a number is out of range"},
    {"数量超过上限", "a count is over its limit"},
    {"列表嵌套过深", "lists are nested too deep"},
    {"文字不是 UTF-8", "a text is not UTF-8"},
    {"名称次序不符、重复或未使用", "names are out of order, repeated or unused"},
};

bool is_ascii_word(char const* at) {
    uint64_t word = 0;
    std::memcpy(&word, at, sizeof(word));
    return (word & 0x8080808080808080u) == 0;
}

/// Three bytes for one character, as nearly all Chinese is written; not those whose second byte is
/// bounded further (U+0800 to U+0FFF, and beside the surrogates).
bool is_common_triple(char const* at) {
    auto const lead = static_cast<uint8_t>(at[0]);
    bool const plain = lead > 0xe0 && lead < 0xf0 && lead != 0xed;
    return plain && (at[1] & 0xc0) == 0x80 && (at[2] & 0xc0) == 0x80;
}

/// is_utf8, quick for what most texts are; the rest is left to it.
bool is_text(std::string_view bytes) {
    size_t i = 0;
    while (i < bytes.size()) {
        if (i + 8 <= bytes.size() && is_ascii_word(&bytes[i]))
            i += 8;
        else if (static_cast<uint8_t>(bytes[i]) < 0x80)
            ++i;
        else if (i + 3 <= bytes.size() && is_common_triple(&bytes[i]))
            i += 3;
        else
            return is_utf8(bytes.substr(i));
    }
    return true;
}

uint64_t zigzag_of(int64_t value) {
    return (static_cast<uint64_t>(value) << 1) ^ static_cast<uint64_t>(value >> 63);
}

bool is_day(int64_t days) {
    return days >= kFirstDay && days <= kLastDay;
}

bool is_scale(int scale) {
    return scale >= 0 && scale <= Decimal::kScaleMax;
}

}  // namespace

std::string_view name_zh(EncodingFault fault) {
    return kFaultNames[static_cast<int>(fault)].zh;
}
std::string_view name_en(EncodingFault fault) {
    return kFaultNames[static_cast<int>(fault)].en;
}

void ByteWriter::fail(EncodingFault fault) {
    if (fault_ == EncodingFault::kNone) fault_ = fault;
}

ByteWriter& ByteWriter::byte(uint8_t value) {
    bytes_.push_back(static_cast<char>(value));
    return *this;
}

ByteWriter& ByteWriter::varint(uint64_t value) {
    if (value < 0x80) return byte(static_cast<uint8_t>(value));
    char buffer[kVarintBytesMax];
    size_t size = 0;
    for (; value >= 0x80; value >>= 7) buffer[size++] = static_cast<char>(value | 0x80);
    buffer[size++] = static_cast<char>(value);
    bytes_.append(buffer, size);
    return *this;
}

ByteWriter& ByteWriter::zigzag(int64_t value) {
    return varint(zigzag_of(value));
}

ByteWriter& ByteWriter::natural(int64_t value) {
    if (value < 0) fail(EncodingFault::kOutOfRange);
    return varint(static_cast<uint64_t>(value));
}

ByteWriter& ByteWriter::text(std::string_view utf8) {
    if (!is_text(utf8)) fail(EncodingFault::kBadText);
    return varint(utf8.size()).raw(utf8);
}

ByteWriter& ByteWriter::raw(std::string_view bytes) {
    bytes_.append(bytes);
    return *this;
}

struct ByteWriter::ValueWriter {
    ByteWriter& out;
    int depth;

    void operator()(std::monostate) const { out.tag(ValueTag::kNull); }
    void operator()(bool v) const { out.tag(v ? ValueTag::kTrue : ValueTag::kFalse); }
    void operator()(int64_t v) const { out.tag(ValueTag::kInteger).zigzag(v); }
    void operator()(Decimal v) const {
        if (!is_scale(v.scale)) out.fail(EncodingFault::kOutOfRange);
        out.tag(ValueTag::kDecimal).byte(static_cast<uint8_t>(v.scale)).zigzag(v.mantissa);
    }
    void operator()(std::string const& v) const { out.tag(ValueTag::kText).text(v); }
    void operator()(Date v) const {
        if (!is_day(v.days)) out.fail(EncodingFault::kOutOfRange);
        out.tag(ValueTag::kDate).zigzag(v.days);
    }
    void operator()(Instant v) const { out.tag(ValueTag::kInstant).zigzag(v.us); }
    void operator()(Reference v) const { out.tag(ValueTag::kReference).natural(v.id); }
    void operator()(ValueList const& v) const {
        if (depth == EncodingLimits::kListDepthMax) return out.fail(EncodingFault::kTooDeep);
        if (v.size() > EntryLimits::kListItemsMax) return out.fail(EncodingFault::kTooLong);
        out.tag(ValueTag::kList).varint(v.size());
        for (auto const& item : v) out.value_at(item, depth + 1);
    }
    void operator()(Geometry const& v) const {
        out.tag(ValueTag::kGeometry).varint(v.wkb.size()).raw(v.wkb);
    }
};

ByteWriter& ByteWriter::value_at(Value const& value, int depth) {
    std::visit(ValueWriter{*this, depth}, value.variant());
    return *this;
}

void ByteReader::fail(EncodingFault fault) {
    if (ok()) fault_ = fault;
    at_ = bytes_.size();
}

void ByteReader::end() {
    if (left() > 0) fail(EncodingFault::kTrailing);
}

uint64_t ByteReader::long_varint() {
    uint64_t value = 0;
    for (int i = 0; i < kVarintBytesMax; ++i) {
        uint8_t const part = byte();
        value |= static_cast<uint64_t>(part & 0x7f) << (7 * i);
        if (part & 0x80) continue;
        if (i == kVarintBytesMax - 1 && part > 1) break;
        if (i > 0 && part == 0) fail(EncodingFault::kNotShortest);
        return ok() ? value : 0;
    }
    fail(EncodingFault::kOutOfRange);
    return 0;
}

std::string_view ByteReader::text() {
    auto const bytes = raw(varint());
    if (is_text(bytes)) return bytes;
    fail(EncodingFault::kBadText);
    return {};
}

size_t ByteReader::count(size_t most) {
    uint64_t const claimed = varint();
    if (claimed > most) fail(EncodingFault::kTooLong);
    if (claimed > left()) fail(EncodingFault::kTruncated);
    return ok() ? claimed : 0;
}

Value ByteReader::value_at(int depth) {
    switch (static_cast<ValueTag>(byte())) {
        case ValueTag::kNull: return {};
        case ValueTag::kFalse: return false;
        case ValueTag::kTrue: return true;
        case ValueTag::kInteger: return zigzag();
        case ValueTag::kDecimal: return decimal();
        case ValueTag::kText: return text();
        case ValueTag::kDate: return Date{static_cast<int32_t>(date_days())};
        case ValueTag::kInstant: return Instant{zigzag()};
        case ValueTag::kReference: return Reference{natural()};
        case ValueTag::kList: return list_at(depth);
        case ValueTag::kGeometry: return Geometry{std::string(raw(varint()))};
        default: fail(EncodingFault::kUnknownTag); return {};
    }
}

void ByteReader::raw_value(RawValue& value) {
    size_t const start = at_;
    value.tag = static_cast<ValueTag>(byte());
    switch (value.tag) {
        case ValueTag::kNull:
        case ValueTag::kFalse:
        case ValueTag::kTrue: break;
        case ValueTag::kInteger:
        case ValueTag::kInstant: value.number = zigzag(); break;
        case ValueTag::kDecimal:
            value.scale = byte();
            if (!is_scale(value.scale)) fail(EncodingFault::kOutOfRange);
            value.number = zigzag();
            break;
        case ValueTag::kText: value.bytes = text(); break;
        case ValueTag::kDate: value.number = date_days(); break;
        case ValueTag::kReference: value.number = natural(); break;
        case ValueTag::kList:
            (void)list_at(0);
            value.bytes = since(start);
            break;
        case ValueTag::kGeometry: value.bytes = raw(varint()); break;
        default: fail(EncodingFault::kUnknownTag); break;
    }
}

Value ByteReader::list_at(int depth) {
    if (depth == EncodingLimits::kListDepthMax) fail(EncodingFault::kTooDeep);
    size_t const size = count(EntryLimits::kListItemsMax);
    ValueList list;
    list.reserve(size);
    for (size_t i = 0; i < size && ok(); ++i) list.push_back(value_at(depth + 1));
    return list;
}

Value ByteReader::decimal() {
    int const scale = byte();
    if (!is_scale(scale)) fail(EncodingFault::kOutOfRange);
    return Decimal{zigzag(), scale};
}

int64_t ByteReader::date_days() {
    int64_t const days = zigzag();
    if (!is_day(days)) fail(EncodingFault::kOutOfRange);
    return ok() ? days : 0;
}

}  // namespace agglo
