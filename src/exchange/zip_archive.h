#pragma once
// ZipArchive: the parts of an xlsx file, read in bounded pieces. What the archive declares of sizes
// is not believed: the bytes that really come out are counted against
// SheetLimits::kUnpackedBytesMax.
//
//   auto archive = TRY(ZipArchive::open(bytes));        // `bytes` must outlive the archive
//   std::string styles = TRY(archive->read_small("xl/styles.xml"));
#include <memory>
#include <string>
#include <string_view>

#include "exchange/byte_source.h"

namespace agglo {

class ZipArchive {
public:
    /// Errors: kBadTable (not an archive, cut short, encrypted), kTableTooLarge.
    static Result<std::unique_ptr<ZipArchive>> open(std::string_view bytes);
    virtual ~ZipArchive() = default;

    virtual bool has(std::string const& part) const = 0;
    /// Error: kBadTable when there is no such part. The archive must outlive the source.
    virtual Result<std::unique_ptr<ByteSource>> stream(std::string const& part) = 0;
    /// A whole part of at most SheetLimits::kSmallPartBytesMax.
    Result<std::string> read_small(std::string const& part);
};

}  // namespace agglo
