#pragma once
// The bytes of an image file (docs/journal.md, "Image"): header, sections, directory. Numbers are
// little endian, as memory lies. Checksums are XXH3 (64 bits): they find accidents, not forgers.
//
//   header | section | section | … | directory (ImageSection for every section)
#include <array>
#include <cstdint>
#include <string_view>

#include "base/digest.h"
#include "model/model.h"

namespace agglo {

inline constexpr char kImageMagic[8] = {'A', 'g', 'g', 'l', 'o', 'I', 'm', 'g'};
inline constexpr uint32_t kImageFormat = 1;  ///< of these structs and of what sections hold
inline constexpr size_t kStripeGroups = 64;  ///< row groups in one section of a column

struct ImageHeader {
    char magic[8];
    uint32_t format;
    uint32_t sections;
    char ledger[32];
    uint64_t sequence;
    Digest hash;    ///< of the journal at `sequence`
    Digest layout;  ///< layout_digest of the model the columns were made under
    int64_t schema_version;
    uint64_t batches;  ///< import batches
    uint64_t directory_at;
    uint64_t directory_checksum;
    uint64_t checksum;  ///< of the bytes before
};
static_assert(sizeof(ImageHeader) == 160);

enum class SectionKind : uint32_t {
    kTable = 1,       ///< no bytes: an entity (in the model's order) and its rows
    kDictionary = 2,  ///< texts of a column by code
    kPostings = 3,    ///< one run of a field's index
    kHistory = 4,     ///< one run of an entity's history
    kStripe = 5,      ///< chunks of a column
    kCommands = 6,    ///< Image::commands
    kBatches = 7,     ///< sequences of the import batches, 8 bytes each
};

struct ImageSection {
    SectionKind kind;
    uint32_t entity;
    uint32_t column;  ///< or field
    uint32_t unused;
    uint64_t first;  ///< row group of a stripe
    uint64_t count;  ///< rows, texts, postings, row groups
    uint64_t offset;
    uint64_t size;
    uint64_t checksum;
};
static_assert(sizeof(ImageSection) == 56);

template <class Struct>
std::string_view raw_bytes(Struct const& value) {
    return {reinterpret_cast<char const*>(&value), sizeof value};
}

uint64_t checksum_of(std::string_view bytes);
/// Of the header but for the checksum itself.
uint64_t header_checksum(ImageHeader const& header);

/// A digest of whatever of the model (and of this build's hashing of index keys) decides what
/// columns and indexes hold: an image made under another one cannot be used.
Digest layout_digest(Model const& model);

}  // namespace agglo
