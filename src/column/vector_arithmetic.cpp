#include "column/vector_arithmetic.h"

#include "base/decimal.h"
#include "column/range_scan.h"
#include "column/wide_loops.h"

namespace agglo {

namespace {

struct QuotientWords {
    uint64_t* less;
    uint64_t* greater;
    uint64_t* defined;
};

/// Gathers 64 outcomes at a time: `inside(i)` is 0 or 0xFF.
template <class Inside>
[[gnu::always_inline]] inline void collect(size_t rows, uint64_t* words, Inside inside) {
    alignas(64) uint8_t bytes[64];
    for (size_t word = 0; word * 64 < rows; ++word) {
        size_t const count = rows - word * 64 < 64 ? rows - word * 64 : 64;
        if (count < 64) __builtin_memset(bytes, 0, 64);
        if (count == 64) {
            for (size_t i = 0; i < 64; ++i) bytes[i] = inside(word * 64 + i);
        } else {
            for (size_t i = 0; i < count; ++i) bytes[i] = inside(word * 64 + i);
        }
        words[word] = bits_of_bytes(bytes);
    }
}

AGGLO_WIDE void less(int64_t const* a, int64_t const* b, size_t rows, uint64_t* words) {
    collect(
        rows, words, [=](size_t i) __attribute__((always_inline)) {
            return static_cast<uint8_t>(-(a[i] < b[i]));
        });
}

AGGLO_WIDE void equal(int64_t const* a, int64_t const* b, size_t rows, uint64_t* words) {
    collect(
        rows, words, [=](size_t i) __attribute__((always_inline)) {
            return static_cast<uint8_t>(-(a[i] == b[i]));
        });
}

/// The gap numerator * scale - denominator * bound, its sign turned where the denominator's is
/// negative: below 0 the quotient is below the bound.
AGGLO_WIDE void order_loop(int64_t const* numerator, int64_t const* denominator, size_t rows,
                           int64_t scale, int64_t bound, QuotientWords const& out) {
    alignas(64) uint8_t below[64] = {};
    alignas(64) uint8_t above[64] = {};
    alignas(64) uint8_t divides[64] = {};
    for (size_t word = 0; word * 64 < rows; ++word) {
        size_t const from = word * 64;
        size_t const count = rows - from < 64 ? rows - from : 64;
        for (size_t i = 0; i < count; ++i) {
            int64_t const by = denominator[from + i];
            int64_t const gap = numerator[from + i] * scale - by * bound;
            int64_t const turn = by >> 63;
            int64_t const turned = (gap ^ turn) - turn;
            below[i] = static_cast<uint8_t>(-(turned < 0));
            above[i] = static_cast<uint8_t>(-(turned > 0));
            divides[i] = static_cast<uint8_t>(-(by != 0));
        }
        uint64_t const live = count == 64 ? ~uint64_t{0} : (uint64_t{1} << count) - 1;
        out.defined[word] = bits_of_bytes(divides) & live;
        out.less[word] = bits_of_bytes(below) & out.defined[word];
        out.greater[word] = bits_of_bytes(above) & out.defined[word];
    }
}

AGGLO_WIDE void scale_loop(int64_t const* in, size_t rows, int64_t factor, int64_t addend,
                           int64_t* out) {
    for (size_t i = 0; i < rows; ++i) out[i] = in[i] * factor + addend;
}

AGGLO_WIDE void shift_loop(int64_t const* in, size_t rows, int64_t addend, int64_t* out) {
    for (size_t i = 0; i < rows; ++i) out[i] = in[i] + addend;
}

AGGLO_WIDE void choose_loop(uint64_t const* words, int64_t const* a, int64_t const* b, size_t rows,
                            int64_t* out) {
    for (size_t word = 0; word * 64 < rows; ++word) {
        uint64_t const bits = words[word];
        size_t const from = word * 64;
        size_t const count = rows - from < 64 ? rows - from : 64;
        for (size_t i = 0; i < count; ++i) {
            int64_t const take = -static_cast<int64_t>(bits >> i & 1);
            out[from + i] = (a[from + i] & take) | (b[from + i] & ~take);
        }
    }
}

/// Row by row, a word of the masks at a time.
template <class Wide>
QuotientOrder order_rows(int64_t const* numerator, int64_t const* denominator, Mask const& rows,
                         int64_t scale, int64_t bound) {
    QuotientOrder order;
    for (size_t word = 0; word < kMaskWords; ++word) {
        uint64_t less = 0, greater = 0, defined = 0;
        for (uint64_t bits = rows.words[word]; bits != 0; bits &= bits - 1) {
            auto const place = static_cast<size_t>(std::countr_zero(bits));
            int64_t const by = denominator[word * 64 + place];
            Wide const gap = Wide(numerator[word * 64 + place]) * scale - Wide(by) * bound;
            Wide const turned = by < 0 ? -gap : gap;
            less |= static_cast<uint64_t>(turned < 0) << place;
            greater |= static_cast<uint64_t>(turned > 0) << place;
            defined |= static_cast<uint64_t>(by != 0) << place;
        }
        order.less.words[word] = less & defined;
        order.greater.words[word] = greater & defined;
        order.defined.words[word] = defined;
    }
    return order;
}

}  // namespace

void scale_numbers(int64_t const* in, size_t rows, int64_t factor, int64_t addend, int64_t* out) {
    factor == 1 ? shift_loop(in, rows, addend, out) : scale_loop(in, rows, factor, addend, out);
}

AGGLO_WIDE void add_numbers(int64_t const* a, int64_t const* b, size_t rows, int64_t* out) {
    for (size_t i = 0; i < rows; ++i) out[i] = a[i] + b[i];
}

AGGLO_WIDE void subtract_numbers(int64_t const* a, int64_t const* b, size_t rows, int64_t* out) {
    for (size_t i = 0; i < rows; ++i) out[i] = a[i] - b[i];
}

AGGLO_WIDE void multiply_numbers(int64_t const* a, int64_t const* b, size_t rows, int64_t* out) {
    for (size_t i = 0; i < rows; ++i) out[i] = a[i] * b[i];
}

void choose_numbers(Mask const& take, int64_t const* a, int64_t const* b, size_t rows,
                    int64_t* out) {
    choose_loop(take.words.data(), a, b, rows, out);
}

AGGLO_WIDE void widen_numbers(int32_t const* in, size_t rows, int64_t* out) {
    for (size_t i = 0; i < rows; ++i) out[i] = in[i];
}

Mask numbers_less(int64_t const* a, int64_t const* b, size_t rows) {
    Mask mask;
    less(a, b, rows, mask.words.data());
    return mask;
}

Mask numbers_equal(int64_t const* a, int64_t const* b, size_t rows) {
    Mask mask;
    equal(a, b, rows, mask.words.data());
    return mask;
}

QuotientOrder order_quotients(int64_t const* numerator, int64_t const* denominator, size_t rows,
                              int64_t scale, int64_t bound) {
    QuotientOrder order;
    order_loop(numerator, denominator, rows, scale, bound,
               {order.less.words.data(), order.greater.words.data(), order.defined.words.data()});
    return order;
}

QuotientOrder order_few_quotients(int64_t const* numerator, int64_t const* denominator,
                                  Mask const& rows, int64_t scale, int64_t bound) {
    return order_rows<int64_t>(numerator, denominator, rows, scale, bound);
}

QuotientOrder order_wide_quotients(int64_t const* numerator, int64_t const* denominator,
                                   Mask const& rows, int64_t scale, int64_t bound) {
    return order_rows<int128>(numerator, denominator, rows, scale, bound);
}

}  // namespace agglo
