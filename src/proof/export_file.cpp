#include "proof/export_file.h"

#include <algorithm>
#include <filesystem>

#include "journal/encoding.h"

namespace agglo {

namespace {

constexpr uint8_t kEndMark = 0x00;
constexpr uint8_t kEntryMark = 0x01;
constexpr size_t kLedgerDigits = 32;
constexpr uint64_t kReadBytes = 64 << 10;  // at a time
constexpr int kVarintBytesMax = 10;

std::string unfinished(std::string const& path) {
    return path + ".new";
}

int64_t from_zigzag(uint64_t bits) {
    return static_cast<int64_t>(bits >> 1) ^ -static_cast<int64_t>(bits & 1);
}

Digest digest_from(std::string_view bytes) {
    Digest digest{};
    std::copy_n(bytes.begin(), std::min(bytes.size(), digest.size()), digest.begin());
    return digest;
}

}  // namespace

Result<ExportWriter> ExportWriter::create(std::string const& path, ExportHeader const& header) {
    ExportWriter writer(path, std::ofstream(unfinished(path), std::ios::binary | std::ios::trunc));
    ByteWriter bytes;
    bytes.raw(kExportTitle).text(header.identity.ledger);
    bytes.byte(static_cast<uint8_t>(header.identity.algorithm));
    bytes.varint(header.first).raw(bytes_of(header.previous));
    TRY(writer.write(bytes.bytes()));
    return writer;
}

ExportWriter::~ExportWriter() {
    if (!out_.is_open()) return;
    out_.close();
    std::error_code ignored;
    std::filesystem::remove(unfinished(path_), ignored);
}

Result<void> ExportWriter::write(std::string_view bytes) {
    out_.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    if (out_) return {};
    return Error(ErrorCode::kStorageFailed, {unfinished(path_)});
}

Result<void> ExportWriter::add(StoredRow const& row) {
    if (row.hash.size() != sizeof(Digest)) return chain_broken(row.bytes.sequence, Damage::kHash);
    ByteWriter bytes;
    bytes.byte(kEntryMark).varint(row.bytes.sequence).zigzag(row.recorded_at.us).raw(row.hash);
    bytes.varint(row.bytes.head.size()).raw(row.bytes.head);
    bytes.varint(row.bytes.body.size()).raw(row.bytes.body);
    ++entries_;
    return write(bytes.bytes());
}

Result<void> ExportWriter::finish() {
    ByteWriter bytes;
    bytes.byte(kEndMark).varint(entries_);
    TRY(write(bytes.bytes()));
    out_.close();
    std::error_code failed;
    if (out_) std::filesystem::rename(unfinished(path_), path_, failed);
    if (out_ && !failed) return {};
    return Error(ErrorCode::kStorageFailed, {path_});
}

Result<ExportReader> ExportReader::open(std::string const& path) {
    ExportReader reader(std::ifstream(path, std::ios::binary));
    if (!reader.in_) return Error(ErrorCode::kFileNotFound, {path});
    TRY(reader.read_header(path));
    return reader;
}

Result<void> ExportReader::read_header(std::string const& path) {
    bool const titled = raw(kExportTitle.size()) == kExportTitle;
    bool const sized = titled && varint() == kLedgerDigits;
    header_.identity.ledger = sized ? raw(kLedgerDigits) : std::string();
    uint8_t const algorithm = byte();
    header_.first = varint();
    header_.previous = digest_from(raw(sizeof(Digest)));
    bool const known = algorithm == 1 || algorithm == 2;
    if (bad_ || !sized || !known || header_.first == 0 || header_.first > INT64_MAX) {
        return Error(ErrorCode::kBadFile, {path + ": not an export"});
    }
    header_.identity.algorithm = static_cast<HashAlgorithm>(algorithm);
    return {};
}

Result<bool> ExportReader::next() {
    uint8_t const mark = byte();
    if (!bad_ && mark == kEndMark) return read_end();
    if (mark != kEntryMark) bad_ = true;
    sequence_ = varint();
    recorded_at_.us = from_zigzag(varint());
    hash_ = raw(sizeof(Digest));
    head_ = sized();
    body_ = sized();
    if (bad_) return fault();
    ++entries_;
    return true;
}

Result<bool> ExportReader::read_end() {
    uint64_t const stated = varint();
    if (!bad_ && stated > entries_) return chain_broken(place(), Damage::kTruncated);
    bad_ = bad_ || stated != entries_ || in_.peek() != std::ifstream::traits_type::eof();
    if (bad_) return fault();
    return false;
}

Error ExportReader::fault() const {
    return chain_broken(place(), in_ ? Damage::kUnreadable : Damage::kTruncated);
}

StoredRow ExportReader::row() const {
    return {{sequence_, head_, body_}, recorded_at_, hash_};
}

uint8_t ExportReader::byte() {
    int const read = bad_ ? std::ifstream::traits_type::eof() : in_.get();
    if (read == std::ifstream::traits_type::eof()) bad_ = true;
    return bad_ ? 0 : static_cast<uint8_t>(read);
}

uint64_t ExportReader::varint() {
    uint64_t value = 0;
    for (int i = 0; i < kVarintBytesMax; ++i) {
        uint8_t const part = byte();
        value |= static_cast<uint64_t>(part & 0x7f) << (7 * i);
        if (part & 0x80) continue;
        bool const shortest = i == 0 || part != 0;
        bool const fits = i < kVarintBytesMax - 1 || part == 1;
        if (!shortest || !fits) bad_ = true;
        return value;
    }
    bad_ = true;
    return 0;
}

std::string ExportReader::raw(uint64_t size) {
    std::string bytes;
    while (!bad_ && bytes.size() < size) {
        size_t const at = bytes.size();
        bytes.resize(at + std::min<uint64_t>(size - at, kReadBytes));
        in_.read(bytes.data() + at, static_cast<std::streamsize>(bytes.size() - at));
        if (!in_) bad_ = true;
    }
    return bytes;
}

std::string ExportReader::sized() {
    uint64_t const size = varint();
    if (size > EntryLimits::kBytesMax) bad_ = true;
    return raw(size);
}

bool is_export_file(std::string const& path) {
    std::ifstream in(path, std::ios::binary);
    std::string begin(kExportTitle.size(), '\0');
    in.read(begin.data(), static_cast<std::streamsize>(begin.size()));
    return in && begin == kExportTitle;
}

}  // namespace agglo
