#pragma once
// forged: bytes made to look like a whole image of a ledger and a layout, with every checksum
// right, so that tests and the fuzzer reach what stands behind the checksums.
#include <cstring>
#include <string>

#include "journal/journal.h"
#include "state/image_format.h"

namespace agglo {

/// The sections' checksums where they lie within the bytes; gives the directory's.
inline uint64_t forge_directory(std::string& bytes, size_t at, size_t sections) {
    for (size_t i = 0; i < sections; ++i) {
        size_t const place = at + i * sizeof(ImageSection);
        ImageSection section;
        std::memcpy(&section, bytes.data() + place, sizeof section);
        if (section.offset > bytes.size() || section.size > bytes.size() - section.offset) continue;
        section.checksum =
            checksum_of(std::string_view(bytes).substr(section.offset, section.size));
        bytes.replace(place, sizeof section, raw_bytes(section));
    }
    return checksum_of(std::string_view(bytes).substr(at));
}

inline std::string forged(std::string bytes, LedgerIdentity const& identity,
                          Checkpoint const& point, Model const& model) {
    if (bytes.size() < sizeof(ImageHeader)) bytes.resize(sizeof(ImageHeader));
    ImageHeader header;
    std::memcpy(&header, bytes.data(), sizeof header);
    std::memcpy(header.magic, kImageMagic, sizeof header.magic);
    header.format = kImageFormat;
    identity.ledger.copy(header.ledger, sizeof header.ledger);
    header.sequence = point.sequence;
    header.hash = point.hash;
    header.layout = layout_digest(model);
    size_t const most = (bytes.size() - sizeof header) / sizeof(ImageSection);
    header.sections = static_cast<uint32_t>(header.sections % (most + 1));
    header.directory_at = bytes.size() - header.sections * sizeof(ImageSection);
    header.directory_checksum = forge_directory(bytes, header.directory_at, header.sections);
    header.checksum = header_checksum(header);
    return bytes.replace(0, sizeof header, raw_bytes(header));
}

}  // namespace agglo
