#pragma once
// Range scan: which rows of a chunk have a value in a range; the innermost loop of every filter.
//
//   Mask hits = rows_between(chunk, rows, 100, 200);   // both included
#include <limits>

#include "column/mask.h"

namespace agglo {

inline constexpr int64_t kWideMin = std::numeric_limits<int64_t>::min();
inline constexpr int64_t kWideMax = std::numeric_limits<int64_t>::max();

/// The first `rows` rows whose value lies in [low, high]; rows without a value are left out.
Mask rows_between(Chunk const& chunk, size_t rows, int64_t low, int64_t high);

/// The same over numbers that are no column's: a worked-out vector of `rows`.
Mask numbers_between(int64_t const* values, size_t rows, int64_t low, int64_t high);

/// The first `rows` rows that have a value.
Mask rows_present(Chunk const& chunk, size_t rows);

/// Sixty-four bytes of 0 or 0xFF, aligned to 16, to sixty-four bits.
uint64_t bits_of_bytes(uint8_t const* bytes);

}  // namespace agglo
