#pragma once
// Posting list: ascending numbers below a bound, in about as few bits as chance allows: gaps by
// Rice's code, many as a bitmap, all as nothing.
//
//   append_postings(numbers, 1000, bytes);
//   mark_postings(bytes.data(), numbers.size(), bits);   // kReadAhead bytes behind it may be read
//
// Rice's code of a gap less one: its upper bits as so many zeros and a one, then the lower bits.
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "column/code_bits.h"

namespace agglo {

inline constexpr size_t kReadAhead = 8;

void append_postings(std::span<uint16_t const> numbers, uint32_t bound, std::vector<uint8_t>& out);
/// Sets a bit for each; the bound is that of the bits.
void mark_postings(uint8_t const* bytes, size_t count, CodeBits& bits);

}  // namespace agglo
