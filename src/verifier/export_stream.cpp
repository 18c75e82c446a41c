#include "verifier/export_stream.h"

#include <algorithm>

#include "verifier/cursor.h"

namespace agglo::verifier {

namespace {

constexpr std::string_view kTitle = "agglo export 1\n";
constexpr uint64_t kPieceBytes = 1 << 16;
constexpr uint64_t kPartBytesMax = 256u << 20;
constexpr uint64_t kSequenceMax = INT64_MAX;
constexpr size_t kLedgerDigits = 32;
constexpr size_t kVarintBytesMax = 10;
constexpr char kEnd = '\x00';
constexpr char kEntry = '\x01';

int64_t unzigzag(uint64_t bits) {
    auto const half = static_cast<int64_t>(bits / 2);
    return bits % 2 == 0 ? half : -half - 1;
}

}  // namespace

ExportStream::ExportStream(std::istream& in) : in_(in) {
    header_ = read_header();
}

std::optional<Header> ExportStream::read_header() {
    if (raw(kTitle.size()) != kTitle) return std::nullopt;
    Header header;
    if (varint() != kLedgerDigits) return std::nullopt;
    header.ledger = raw(kLedgerDigits);
    auto const algorithm = raw(1);
    header.first = varint();
    header.previous = raw(kDigestBytes);
    bool const known = algorithm == "\x01" || algorithm == "\x02";
    if (failed() || !known || header.first == 0 || header.first > kSequenceMax) return std::nullopt;
    header.algorithm = static_cast<Algorithm>(algorithm.front());
    return header;
}

std::optional<Frame> ExportStream::next() {
    auto const mark = raw(1);
    if (!failed() && mark.front() == kEnd) {
        read_end();
        return std::nullopt;
    }
    if (!failed() && mark.front() != kEntry) wrong_ = true;
    Frame frame;
    frame.sequence = varint();
    frame.recorded_at_us = unzigzag(varint());
    frame.hash = raw(kDigestBytes);
    frame.head = sized();
    frame.body = sized();
    if (failed()) {
        fault_ = short_ ? Fault::kTruncated : Fault::kUnreadable;
        return std::nullopt;
    }
    ++entries_;
    return frame;
}

/// The end states how many entries there were, and nothing follows.
void ExportStream::read_end() {
    uint64_t const stated = varint();
    bool const cut = short_ || (!wrong_ && stated > entries_);
    bool const more = in_.peek() != std::istream::traits_type::eof();
    if (cut) {
        fault_ = Fault::kTruncated;
    } else if (wrong_ || stated != entries_ || more) {
        fault_ = Fault::kUnreadable;
    }
}

std::string ExportStream::raw(uint64_t size) {
    std::string bytes;
    while (bytes.size() < size && !failed()) {
        size_t const have = bytes.size();
        bytes.resize(have + std::min(size - have, kPieceBytes));
        in_.read(bytes.data() + have, static_cast<std::streamsize>(bytes.size() - have));
        if (static_cast<size_t>(in_.gcount()) < bytes.size() - have) short_ = true;
    }
    return failed() ? std::string() : bytes;
}

std::string ExportStream::sized() {
    uint64_t const size = varint();
    if (size > kPartBytesMax) wrong_ = true;
    return raw(size);
}

uint64_t ExportStream::varint() {
    std::string bytes;
    while (bytes.size() < kVarintBytesMax && !failed()) {
        bytes += raw(1);
        if (!failed() && (bytes.back() & 0x80) == 0) break;
    }
    if (failed()) return 0;
    Cursor cursor(bytes);
    uint64_t const value = cursor.varint();
    if (!cursor.good()) wrong_ = true;
    return value;
}

}  // namespace agglo::verifier
