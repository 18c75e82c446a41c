#pragma once
// ExportStream: reads an export file (docs/proof.md) one frame at a time.
//
//   ExportStream stream(file);
//   if (!stream.header()) …                  // not an export
//   while (auto frame = stream.next()) …
//   if (stream.fault()) …                    // it ended for another reason than its end
#include <istream>
#include <optional>
#include <string>

#include "verifier/entry.h"

namespace agglo::verifier {

struct Header {
    std::string ledger;
    Algorithm algorithm = Algorithm::kSha256;
    uint64_t first = 1;    ///< sequence of the first entry
    std::string previous;  ///< hash of the entry before it
};

class ExportStream {
public:
    /// Reads the header.
    explicit ExportStream(std::istream& in);

    std::optional<Header> const& header() const { return header_; }
    std::optional<Frame> next();
    /// kTruncated or kUnreadable.
    std::optional<Fault> fault() const { return fault_; }
    uint64_t entries() const { return entries_; }

private:
    std::optional<Header> read_header();
    void read_end();
    /// What is read after a failure is empty.
    std::string raw(uint64_t size);
    std::string sized();
    uint64_t varint();
    bool failed() const { return short_ || wrong_; }

    std::istream& in_;
    std::optional<Header> header_;
    std::optional<Fault> fault_;
    uint64_t entries_ = 0;
    bool short_ = false;  ///< the file ended within something
    bool wrong_ = false;  ///< something has not its form
};

}  // namespace agglo::verifier
