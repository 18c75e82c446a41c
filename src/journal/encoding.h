#pragma once
// ByteWriter and ByteReader: the bytes of docs/journal.md, one way to write each value and no
// other.
//
//   ByteWriter writer;
//   writer.varint(3).text("四会市").value(Decimal{1250, 2});
//   ByteReader reader(writer.bytes());
//   auto const count = reader.varint();
//   if (reader.fault() != EncodingFault::kNone) …
//
// Both remember their first fault and carry on harmlessly: a reader that has failed yields zeros
// and empty texts, so callers check once at the end (loops run over `count`, which bounds itself).
// The reader refuses whatever the writer would not have written, and allocates in proportion to the
// bytes it has, never to a length they claim.
#include <cstdint>
#include <string>
#include <string_view>

#include "base/value.h"

namespace agglo {

enum class EncodingFault : uint8_t {
    kNone,
    kTruncated,    ///< the bytes end too early
    kTrailing,     ///< bytes are left over
    kNotShortest,  ///< a number that a shorter form would hold
    kUnknownTag,   ///< of a value, a form, a kind
    kOutOfRange,   ///< a number its type cannot hold
    kTooLong,      ///< a count beyond its limit
    kTooDeep,      ///< lists within lists
    kBadText,      ///< not UTF-8
    kBadName,      ///< names not in order of first use, repeated or unused
};

/// The first byte of a value.
enum class ValueTag : uint8_t {
    kNull = 0x00,
    kFalse = 0x01,
    kTrue = 0x02,
    kInteger = 0x03,
    kDecimal = 0x04,
    kText = 0x05,
    kDate = 0x06,
    kInstant = 0x07,
    kReference = 0x08,
    kList = 0x09,
    kGeometry = 0x0a,
};

/// A value as it lies in the bytes: nothing is copied or made of it.
struct RawValue {
    ValueTag tag = ValueTag::kNull;
    uint8_t scale = 0;       ///< of a decimal
    int64_t number = 0;      ///< integer, mantissa, days, microseconds, id
    std::string_view bytes;  ///< of a text or a geometry; of a list its whole encoding
};

std::string_view name_zh(EncodingFault fault);
std::string_view name_en(EncodingFault fault);

struct EncodingLimits {
    static constexpr int kListDepthMax = 4;  ///< [[[[1]]]] is the deepest
};

class ByteWriter {
public:
    ByteWriter() = default;
    /// Writes into the memory of `reused`, whose content is dropped.
    explicit ByteWriter(std::string reused) : bytes_(std::move(reused)) { bytes_.clear(); }

    ByteWriter& byte(uint8_t value);
    ByteWriter& varint(uint64_t value);
    ByteWriter& zigzag(int64_t value);
    /// A varint that must not be negative.
    ByteWriter& natural(int64_t value);
    ByteWriter& text(std::string_view utf8);
    ByteWriter& raw(std::string_view bytes);
    ByteWriter& value(Value const& value) { return value_at(value, 0); }

    std::string const& bytes() const { return bytes_; }
    std::string take() { return std::move(bytes_); }
    size_t size() const { return bytes_.size(); }
    EncodingFault fault() const { return fault_; }
    void fail(EncodingFault fault);

private:
    struct ValueWriter;
    ByteWriter& tag(ValueTag tag) { return byte(static_cast<uint8_t>(tag)); }
    ByteWriter& value_at(Value const& value, int depth);

    std::string bytes_;
    EncodingFault fault_ = EncodingFault::kNone;
};

class ByteReader {
public:
    explicit ByteReader(std::string_view bytes) : bytes_(bytes) {}

    uint8_t byte() {
        if (at_ < bytes_.size()) return static_cast<uint8_t>(bytes_[at_++]);
        fail(EncodingFault::kTruncated);
        return 0;
    }
    uint64_t varint() {
        if (at_ < bytes_.size() && static_cast<uint8_t>(bytes_[at_]) < 0x80) {
            return static_cast<uint8_t>(bytes_[at_++]);
        }
        return long_varint();
    }
    int64_t zigzag() {
        uint64_t const bits = varint();
        return static_cast<int64_t>(bits >> 1) ^ -static_cast<int64_t>(bits & 1);
    }
    int64_t natural() {
        uint64_t const value = varint();
        if (value <= static_cast<uint64_t>(INT64_MAX)) return static_cast<int64_t>(value);
        fail(EncodingFault::kOutOfRange);
        return 0;
    }
    std::string_view text();
    std::string_view raw(size_t size) {
        if (size > left()) {
            fail(EncodingFault::kTruncated);
            return {};
        }
        at_ += size;
        return bytes_.substr(at_ - size, size);
    }
    /// How many items follow: at most `most`, and at most one for every byte left.
    size_t count(size_t most);
    Value value() { return value_at(0); }
    /// The same value, refused for the same faults. Written in place: returned, it would be copied
    /// while its parts are still on their way to memory, a sixth of the time of a replay.
    void raw_value(RawValue& value);
    RawValue raw_value() {
        RawValue value;
        raw_value(value);
        return value;
    }

    size_t position() const { return at_; }
    /// The bytes read since `position`.
    std::string_view since(size_t position) const {
        return bytes_.substr(position, at_ - position);
    }
    bool ok() const { return fault_ == EncodingFault::kNone; }
    EncodingFault fault() const { return fault_; }
    void fail(EncodingFault fault);
    /// Nothing may follow.
    void end();

private:
    uint64_t long_varint();
    Value value_at(int depth);
    Value list_at(int depth);
    Value decimal();
    int64_t date_days();
    size_t left() const { return bytes_.size() - at_; }

    std::string_view bytes_;
    size_t at_ = 0;
    EncodingFault fault_ = EncodingFault::kNone;
};

}  // namespace agglo
