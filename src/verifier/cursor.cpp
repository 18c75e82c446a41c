#include "verifier/cursor.h"

namespace agglo::verifier {

namespace {

constexpr int kListDepthMax = 4;
constexpr uint64_t kListItemsMax = 10'000;
constexpr uint8_t kScaleMax = 9;
constexpr int64_t kDayMin = -719'162;   // 0001-01-01
constexpr int64_t kDayMax = 2'932'896;  // 9999-12-31
constexpr int kVarintBits = 64;

enum ValueTag : uint8_t {
    kNull,
    kFalse,
    kTrue,
    kInteger,
    kDecimal,
    kText,
    kDate,
    kInstant,
    kReference,
    kList,
    kGeometry,
};

struct Sequence {
    uint32_t bits;  ///< of the first byte
    int more;       ///< bytes that follow
    uint32_t least;
};

/// The shape of a UTF-8 sequence by its first byte; `more` is negative when none begins so.
Sequence sequence_of(uint8_t first) {
    if (first < 0x80) return {first, 0, 0};
    if (first < 0xC0) return {0, -1, 0};
    if (first < 0xE0) return {first & 0x1Fu, 1, 0x80};
    if (first < 0xF0) return {first & 0x0Fu, 2, 0x800};
    if (first < 0xF8) return {first & 0x07u, 3, 0x10000};
    return {0, -1, 0};
}

}  // namespace

bool is_valid_utf8(std::string_view bytes) {
    for (size_t at = 0; at < bytes.size();) {
        auto [point, more, least] = sequence_of(static_cast<uint8_t>(bytes[at++]));
        if (more < 0 || bytes.size() - at < static_cast<size_t>(more)) return false;
        for (; more > 0; --more) {
            auto const next = static_cast<uint8_t>(bytes[at++]);
            if ((next & 0xC0) != 0x80) return false;
            point = point << 6 | (next & 0x3Fu);
        }
        bool const surrogate = point >= 0xD800 && point <= 0xDFFF;
        if (point < least || point > 0x10FFFF || surrogate) return false;
    }
    return true;
}

void Cursor::fail() {
    good_ = false;
    rest_ = {};
}

std::string_view Cursor::raw(uint64_t size) {
    if (size > rest_.size()) {
        fail();
        return {};
    }
    auto const bytes = rest_.substr(0, size);
    rest_.remove_prefix(size);
    return bytes;
}

uint8_t Cursor::byte() {
    auto const one = raw(1);
    return one.empty() ? 0 : static_cast<uint8_t>(one.front());
}

uint64_t Cursor::varint() {
    uint64_t value = 0;
    for (int shift = 0; shift < kVarintBits; shift += 7) {
        uint64_t const part = byte();
        uint64_t const bits = part & 0x7F;
        if (shift + 7 > kVarintBits && bits >> (kVarintBits - shift) != 0) break;
        value |= bits << shift;
        if ((part & 0x80) == 0) {
            if (part == 0 && shift > 0) fail();  // a shorter form would do
            return good_ ? value : 0;
        }
    }
    fail();
    return 0;
}

int64_t Cursor::zigzag() {
    uint64_t const bits = varint();
    auto const half = static_cast<int64_t>(bits / 2);
    return bits % 2 == 0 ? half : -half - 1;
}

uint64_t Cursor::natural() {
    uint64_t const value = varint();
    if (value > static_cast<uint64_t>(INT64_MAX)) fail();
    return value;
}

std::string_view Cursor::text() {
    auto const bytes = raw(varint());
    if (!is_valid_utf8(bytes)) fail();
    return bytes;
}

uint64_t Cursor::count(uint64_t most) {
    uint64_t const items = varint();
    if (items > most || items > left()) fail();
    return good_ ? items : 0;
}

std::string_view Cursor::value() {
    auto const begin = rest_;
    skip_value(0);
    return good_ ? begin.substr(0, begin.size() - rest_.size()) : std::string_view();
}

void Cursor::skip_value(int depth) {
    switch (byte()) {
        case kNull:
        case kFalse:
        case kTrue: return;
        case kInteger:
        case kInstant: zigzag(); return;
        case kDecimal:
            if (byte() > kScaleMax) fail();
            zigzag();
            return;
        case kText: text(); return;
        case kDate: {
            int64_t const day = zigzag();
            if (day < kDayMin || day > kDayMax) fail();
            return;
        }
        case kReference: natural(); return;
        case kList: {
            if (depth == kListDepthMax) return fail();
            uint64_t const items = count(kListItemsMax);
            for (uint64_t i = 0; i < items && good_; ++i) skip_value(depth + 1);
            return;
        }
        case kGeometry: raw(varint()); return;
        default: fail();
    }
}

}  // namespace agglo::verifier
