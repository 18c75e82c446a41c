#pragma once
// Vector arithmetic: the loops of column programs (feel/columns) over up to kChunkRows int64s. They
// do not look for overflow: the caller has seen from bounds that there is none.
#include "column/mask.h"

namespace agglo {

/// out = in * factor + addend.
void scale_numbers(int64_t const* in, size_t rows, int64_t factor, int64_t addend, int64_t* out);
void add_numbers(int64_t const* a, int64_t const* b, size_t rows, int64_t* out);
void subtract_numbers(int64_t const* a, int64_t const* b, size_t rows, int64_t* out);
void multiply_numbers(int64_t const* a, int64_t const* b, size_t rows, int64_t* out);
/// out = take ? a : b.
void choose_numbers(Mask const& take, int64_t const* a, int64_t const* b, size_t rows,
                    int64_t* out);
/// Widens days.
void widen_numbers(int32_t const* in, size_t rows, int64_t* out);

/// a < b, a = b.
Mask numbers_less(int64_t const* a, int64_t const* b, size_t rows);
Mask numbers_equal(int64_t const* a, int64_t const* b, size_t rows);

/// How numerator / denominator stands to a bound, by row: of numerator * scale against denominator
/// * bound, mirrored where the denominator is negative.
struct QuotientOrder {
    Mask less;     ///< quotient < bound
    Mask greater;  ///< quotient > bound
    Mask defined;  ///< denominator is not 0
};
/// In int64: every product must fit.
QuotientOrder order_quotients(int64_t const* numerator, int64_t const* denominator, size_t rows,
                              int64_t scale, int64_t bound);
/// The same row by row, for few; others are not looked at.
QuotientOrder order_few_quotients(int64_t const* numerator, int64_t const* denominator,
                                  Mask const& rows, int64_t scale, int64_t bound);
/// In int128, for larger ones.
QuotientOrder order_wide_quotients(int64_t const* numerator, int64_t const* denominator,
                                   Mask const& rows, int64_t scale, int64_t bound);

}  // namespace agglo
