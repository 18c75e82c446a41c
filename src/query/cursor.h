#pragma once
// Cursor: the last row of a page as an opaque text; the next page begins after its place in the
// order, whatever has changed since.
#include "query/row_order.h"

namespace agglo {

struct Cursor {
    uint64_t fingerprint = 0;
    size_t row = 0;
    struct Key {
        bool present = false;
        int64_t wide = 0;
        std::string text;
    };
    std::vector<Key> keys;

    static Cursor at(RowOrder const& order, size_t row);
    std::string to_string() const;
    /// Error: kBadCursor.
    static Result<Cursor> parse(std::string_view text);

    /// Whether `candidate` comes after this place.
    bool is_before(RowOrder const& order, size_t candidate) const;
};

}  // namespace agglo
