#pragma once
// Packed numbers: integers as offsets from the least of them, in as few bytes each as the greatest
// offset needs; a chunk's values, or a stretch of an index, in an image.
//
//   pack_numbers(numbers, out);
//   SectionBytes bytes(out);
//   unpack_numbers(bytes, numbers.data(), numbers.size());   // false: these are no such bytes
//
// Little endian: width (8 bytes: 0, 1, 2, 4 or 8), least (8 bytes), then the offsets, padded to 8.
#include <algorithm>
#include <bit>
#include <cstdint>
#include <cstring>
#include <span>
#include <string>
#include <string_view>

namespace agglo {

static_assert(std::endian::native == std::endian::little, "images are written as memory lies");

/// Bytes read from front to back, never beyond their end.
class SectionBytes {
public:
    explicit SectionBytes(std::string_view bytes) : bytes_(bytes) {}

    /// The next `size` bytes, past which what pads them to a multiple of 8 is skipped; no longer
    /// ok() when there are fewer.
    char const* take(size_t size);
    /// The next 8 bytes as a number; 0 and no longer ok() at the end.
    uint64_t word();

    bool ok() const { return ok_; }
    /// Whether all went well and nothing is left.
    bool at_end() const { return ok_ && bytes_.empty(); }

private:
    std::string_view bytes_;
    bool ok_ = true;
};

void put_word(std::string& out, uint64_t word);
/// The bytes, padded to a multiple of 8.
void put_bytes(std::string& out, std::string_view bytes);

void pack_numbers(std::span<int64_t const> numbers, std::string& out);

/// How packed numbers lie: `width` is one of 0, 1, 2, 4, 8; `offsets` holds width × count bytes.
struct PackedNumbers {
    size_t width = 0;
    uint64_t least = 0;
    char const* offsets = nullptr;
    bool ok = false;  ///< these were packed numbers
};

PackedNumbers read_packed(SectionBytes& bytes, size_t count);

template <class In, class Out>
void unpack_offsets(PackedNumbers const& packed, Out* out, size_t count) {
    for (size_t i = 0; i < count; ++i) {
        In offset;
        std::memcpy(&offset, packed.offsets + i * sizeof(In), sizeof(In));
        out[i] = static_cast<Out>(packed.least + offset);
    }
}

/// Numbers that Out cannot hold lose their upper bits.
template <class Out>
bool unpack_numbers(SectionBytes& bytes, Out* out, size_t count) {
    auto const packed = read_packed(bytes, count);
    if (!packed.ok) return false;
    switch (packed.width) {
        case 0: std::fill_n(out, count, static_cast<Out>(packed.least)); break;
        case 1: unpack_offsets<uint8_t>(packed, out, count); break;
        case 2: unpack_offsets<uint16_t>(packed, out, count); break;
        case 4: unpack_offsets<uint32_t>(packed, out, count); break;
        default: unpack_offsets<uint64_t>(packed, out, count); break;
    }
    return true;
}

}  // namespace agglo
