#pragma once
// The order of rows a query asks for: by its sort keys, missing values last, ties by id.
#include <memory>
#include <optional>

#include "query/bound_operand.h"

namespace agglo {

class RowOrder {
public:
    /// Texts are compared by as many bytes of their collation keys, so that a cursor stays short.
    static constexpr size_t kTextBytesMax = SortKeys::kBytesMax;

    /// Rows beside those of the binder have no order by FEEL. Errors: those of OperandBinder::bind,
    /// with path "sort/0".
    static Result<RowOrder> bind(OperandBinder const& binder, Viewer const& viewer,
                                 std::vector<SortKey> const& sort);

    /// What a row is compared by; texts are views into dictionaries or, for a cursor, into the
    /// cursor.
    struct Rank {
        bool present = false;
        int64_t wide = 0;
        std::string_view text;
    };
    Rank rank(size_t key, size_t row) const;
    /// < 0 when `a` comes before `b` by this key.
    int compare(size_t key, Rank const& a, Rank const& b) const;
    bool before(size_t a, size_t b) const;

    /// Takes out of a group's `rows` those that come after row `worst` by the first key already, as
    /// far as that shows without looking at each; what is left may still come after it.
    void drop_after(size_t worst, size_t group, Mask& rows) const;

    size_t keys() const { return keys_.size(); }
    bool is_text(size_t key) const { return keys_[key].by_text; }

    /// A number that differs between orders that cursors must not mix.
    uint64_t fingerprint() const;

private:
    struct Key {
        BoundOperand of;
        bool descending = false;
        bool by_text = false;
        /// By dictionary code: the place of an enumeration's value.
        std::vector<uint32_t> place;
        /// By id: what a record referred to is ordered by. Texts, so that a cursor outlives changes
        /// of the records.
        std::shared_ptr<std::vector<std::string> const> names;

        ColumnSource const& source() const { return of.source(); }
        uint64_t fingerprint() const;
    };
    static Key bind_key(OperandBinder const& binder, Viewer const& viewer, BoundOperand of);
    std::vector<Key> keys_;
};

}  // namespace agglo
