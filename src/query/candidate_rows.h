#pragma once
// CandidateRows: the rows of one searched column whose text may fit, best first: from the text
// index to rows, by the lists of rows where a table has not changed since and by looking at the
// rows elsewhere.
#include "query/searched_field.h"

namespace agglo {

/// A row under the best key it may have: rank, weight of the field, length, then its number.
using KeyedRow = uint64_t;
inline constexpr int kRowBits = 40;

inline size_t row_of(KeyedRow keyed) {
    return keyed & ((KeyedRow{1} << kRowBits) - 1);
}
KeyedRow keyed_row(uint8_t rank, uint8_t weight, size_t length, size_t row);

struct CandidateRows {
    std::vector<KeyedRow> rows;           ///< in order
    KeyedRow complete_to = ~KeyedRow{0};  ///< up to here no candidate is missing

    bool all() const { return complete_to == ~KeyedRow{0}; }
    static CandidateRows of(Table const& table, SearchedField const& field,
                            TextNeedle const& needle, size_t size);
};

}  // namespace agglo
