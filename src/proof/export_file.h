#pragma once
// Export files: a journal, or a stretch of it, as one stream of bytes without a database; the
// format stands in docs/proof.md.
//
//   auto writer = TRY(ExportWriter::create("给审计.agglo", {identity, 1, genesis}));
//   TRY(writer.add(row));
//   TRY(writer.finish());                       // only now is there a file of that name
//
//   auto reader = TRY(ExportReader::open("给审计.agglo"));
//   while (TRY(reader.next())) use(reader.row());
//
// One entry at a time is in memory. The reader believes no length: it allocates as bytes come.
#include <fstream>
#include <string>

#include "journal/chain.h"

namespace agglo {

inline constexpr std::string_view kExportTitle = "agglo export 1\n";

struct ExportHeader {
    LedgerIdentity identity;
    Sequence first = 1;  ///< of the first entry
    Digest previous{};   ///< hash of the entry before it, or the ledger's first hash
};

class ExportWriter {
public:
    /// Writes beside `path` until finished. Error: kStorageFailed.
    static Result<ExportWriter> create(std::string const& path, ExportHeader const& header);
    ExportWriter(ExportWriter&&) = default;
    /// Leaves nothing behind when it was not finished.
    ~ExportWriter();

    /// Errors: kStorageFailed, kChainBroken with kHash (a hash that is not 32 bytes).
    Result<void> add(StoredRow const& row);
    Result<void> finish();

private:
    ExportWriter(std::string path, std::ofstream out)
        : path_(std::move(path)), out_(std::move(out)) {}
    Result<void> write(std::string_view bytes);

    std::string path_;
    std::ofstream out_;
    Sequence entries_ = 0;
};

class ExportReader {
public:
    /// Errors: kFileNotFound, kBadFile (not an export, or of a later format).
    static Result<ExportReader> open(std::string const& path);

    ExportHeader const& header() const { return header_; }
    /// Reads one more entry; false at the end. Errors: kChainBroken with kTruncated (the file ends
    /// too early) or kUnreadable (it does not have the form).
    Result<bool> next();
    /// Holds until the next call of `next`.
    StoredRow row() const;

private:
    explicit ExportReader(std::ifstream in) : in_(std::move(in)) {}
    Result<void> read_header(std::string const& path);
    Result<bool> read_end();
    Error fault() const;
    uint8_t byte();
    uint64_t varint();
    std::string raw(uint64_t size);
    std::string sized();
    Sequence place() const { return header_.first + entries_; }

    std::ifstream in_;
    ExportHeader header_;
    Sequence entries_ = 0;
    Sequence sequence_ = 0;
    Instant recorded_at_;
    std::string hash_, head_, body_;
    bool bad_ = false;
};

/// Whether a file begins like an export.
bool is_export_file(std::string const& path);

}  // namespace agglo
