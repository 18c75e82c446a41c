#include "state/image_format.h"

#define XXH_INLINE_ALL
#include <xxhash.h>

#include "journal/encoding.h"
#include "state/cell.h"
#include "state/fold.h"

namespace agglo {

namespace {

void add_entity(Entity const& entity, ByteWriter& layout) {
    layout.text(entity.name).varint(entity.fields.size());
    for (size_t i = 0; i < entity.fields.size(); ++i) {
        Field const& field = entity.fields[i];
        layout.text(field.name).text(field.was).byte(static_cast<uint8_t>(field.type));
        layout.zigzag(field.scale).byte(static_cast<uint8_t>(storage_of(field)));
        layout.byte(is_indexed(entity, i));
    }
}

}  // namespace

uint64_t checksum_of(std::string_view bytes) {
    return XXH3_64bits(bytes.data(), bytes.size());
}

uint64_t header_checksum(ImageHeader const& header) {
    return checksum_of(raw_bytes(header).substr(0, sizeof header - sizeof header.checksum));
}

Digest layout_digest(Model const& model) {
    ByteWriter layout;
    layout.varint(kImageFormat).varint(kChunkRows).varint(kSystemColumns);
    layout.varint(posting_key("Agglo")).varint(posting_key(Decimal{125, 1}));
    for (auto const& entity : model.entities) add_entity(entity, layout);
    return digest_of(HashAlgorithm::kSha256, layout.bytes());
}

}  // namespace agglo
