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
    ByteWriter& value_at(Value const& value, int depth);

    std::string bytes_;
    EncodingFault fault_ = EncodingFault::kNone;
};

class ByteReader {
public:
    explicit ByteReader(std::string_view bytes) : bytes_(bytes) {}

    uint8_t byte();
    uint64_t varint();
    int64_t zigzag();
    int64_t natural();
    std::string_view text();
    std::string_view raw(size_t size);
    /// How many items follow: at most `most`, and at most one for every byte left.
    size_t count(size_t most);
    Value value() { return value_at(0); }

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
    Value value_at(int depth);
    Value list_at(int depth);
    Value decimal();
    Value date();
    size_t left() const { return bytes_.size() - at_; }

    std::string_view bytes_;
    size_t at_ = 0;
    EncodingFault fault_ = EncodingFault::kNone;
};

}  // namespace agglo
