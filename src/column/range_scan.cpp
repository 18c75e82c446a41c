#include "column/range_scan.h"

#include <algorithm>

#include "column/wide_loops.h"

#ifdef __SSE2__
#include <emmintrin.h>
#endif

namespace agglo {

namespace {

[[gnu::always_inline]] inline uint64_t packed(uint8_t const* bytes) {
    uint64_t bits = 0;
#ifdef __SSE2__
    for (size_t part = 0; part < 4; ++part) {
        auto const sixteen = _mm_load_si128(reinterpret_cast<__m128i const*>(bytes) + part);
        auto const mask = static_cast<uint16_t>(_mm_movemask_epi8(sixteen));
        bits |= static_cast<uint64_t>(mask) << (part * 16);
    }
#else
    for (size_t i = 0; i < 64; ++i) bits |= static_cast<uint64_t>(bytes[i] & 1) << i;
#endif
    return bits;
}

/// Whole words, then what is left of the last: rows beyond may be being written.
template <class T>
[[gnu::always_inline]] inline void scan(T const* values, size_t rows, T low, T high,
                                        uint64_t* words) {
    alignas(64) uint8_t inside[64];
    size_t const whole = rows / 64;
    for (size_t word = 0; word < whole; ++word) {
        for (size_t line = 0; line < sizeof(T); ++line) {
            __builtin_prefetch(reinterpret_cast<char const*>(values + word * 64) + 2048 +
                               line * 64);
        }
        for (size_t i = 0; i < 64; ++i) {
            T const value = values[word * 64 + i];
            inside[i] = static_cast<uint8_t>(-((value >= low) & (value <= high)));
        }
        words[word] = packed(inside);
    }
    for (size_t row = whole * 64; row < rows; ++row) {
        bool const yes = values[row] >= low && values[row] <= high;
        words[whole] |= static_cast<uint64_t>(yes) << (row % 64);
    }
}

AGGLO_WIDE void scan_8(uint8_t const* values, size_t rows, uint8_t low, uint8_t high,
                       uint64_t* words) {
    scan(values, rows, low, high, words);
}
AGGLO_WIDE void scan_32(int32_t const* values, size_t rows, int32_t low, int32_t high,
                        uint64_t* words) {
    scan(values, rows, low, high, words);
}
AGGLO_WIDE void scan_code(uint32_t const* values, size_t rows, uint32_t low, uint32_t high,
                          uint64_t* words) {
    scan(values, rows, low, high, words);
}
AGGLO_WIDE void scan_64(int64_t const* values, size_t rows, int64_t low, int64_t high,
                        uint64_t* words) {
    scan(values, rows, low, high, words);
}

/// The part of [low, high] that T can hold; nothing when that is empty.
template <class T>
bool narrow(int64_t& low, int64_t& high) {
    low = std::max<int64_t>(low, std::numeric_limits<T>::min());
    high = std::min<int64_t>(high, std::numeric_limits<T>::max());
    return low <= high;
}

template <class T>
void scan_narrowed(void (*kernel)(T const*, size_t, T, T, uint64_t*), Chunk const& chunk,
                   size_t rows, int64_t low, int64_t high, Mask& out) {
    if (!narrow<T>(low, high)) return;
    kernel(chunk.values<T>(), rows, static_cast<T>(low), static_cast<T>(high), out.words.data());
}

}  // namespace

uint64_t bits_of_bytes(uint8_t const* bytes) {
    return packed(bytes);
}

Mask rows_present(Chunk const& chunk, size_t rows) {
    Mask mask = Mask::first(rows);
    for (size_t word = 0; word * 64 < rows; ++word) mask.words[word] &= chunk.mask_word(word);
    return mask;
}

Mask numbers_between(int64_t const* values, size_t rows, int64_t low, int64_t high) {
    Mask mask;
    if (low <= high) scan_64(values, rows, low, high, mask.words.data());
    return mask;
}

Mask rows_between(Chunk const& chunk, size_t rows, int64_t low, int64_t high) {
    Mask mask;
    switch (chunk.storage()) {
        case Storage::kBool8: scan_narrowed(scan_8, chunk, rows, low, high, mask); break;
        case Storage::kInt32: scan_narrowed(scan_32, chunk, rows, low, high, mask); break;
        case Storage::kCode32: scan_narrowed(scan_code, chunk, rows, low, high, mask); break;
        case Storage::kInt64: scan_narrowed(scan_64, chunk, rows, low, high, mask); break;
    }
    for (size_t word = 0; word * 64 < rows; ++word) mask.words[word] &= chunk.mask_word(word);
    return mask;
}

}  // namespace agglo
