#pragma once
// The order of rows a query asks for: by its sort keys, missing values last, ties by id.
#include <optional>

#include "query/field_path.h"
#include "query/query.h"

namespace agglo {

class RowOrder {
public:
    /// Error: kUnknownField with path "sort/0".
    static Result<RowOrder> bind(Snapshot const& snapshot, Viewer const& viewer, size_t entity,
                                 std::vector<SortKey> const& sort);

    /// What a row is compared by; texts are views into dictionaries or, for a cursor, into the cursor.
    struct Rank {
        bool present = false;
        int64_t wide = 0;
        std::string_view text;
    };
    Rank rank(size_t key, size_t row) const;
    /// < 0 when `a` comes before `b` by this key.
    int compare(size_t key, Rank const& a, Rank const& b) const;
    bool before(size_t a, size_t b) const;

    size_t keys() const { return keys_.size(); }
    bool is_text(size_t key) const { return keys_[key].by_text; }

    /// A number that differs between orders that cursors must not mix.
    uint64_t fingerprint() const;

private:
    struct Key {
        ColumnSource source;
        Field const* field;
        bool descending;
        bool by_text;
        /// Dictionary code or target row → place, for enumerations and references.
        std::vector<uint32_t> place;
        std::string name;
    };
    std::vector<Key> keys_;
};

}  // namespace agglo
