#pragma once
// Selection and gather: the rows a filter left of one chunk, and a source's values for them.
//
//   selection.assign(filter.evaluate(table, group).yes);
//   gather(source, group, selection, out);   // out.values[i] belongs to selection.rows()[i]
#include <array>
#include <span>

#include "column/column_source.h"
#include "column/mask.h"

namespace agglo {

/// Asks for the cache line that a walk over a column's selected rows will come to soon: each chunk
/// is a new stretch of memory, which the processor's own foresight has to learn anew.
template <class T>
void fetch_ahead(T const* at) {
    __builtin_prefetch(reinterpret_cast<char const*>(at) + 1536);
}

class Selection {
public:
    void assign(Mask const& mask);

    Mask const& mask() const { return mask_; }
    /// Ascending, within the chunk.
    std::span<uint16_t const> rows() const { return {rows_.data(), count_}; }

    /// Calls visit(i) for each rows()[i] that has no value in the chunk.
    template <class Visit>
    void for_each_missing(Chunk const& chunk, Visit&& visit) const {
        size_t before = 0;
        for (size_t word = 0; word < kMaskWords; ++word) {
            uint64_t const chosen = mask_.words[word];
            for (uint64_t bits = chosen & ~chunk.mask_word(word); bits != 0; bits &= bits - 1) {
                uint64_t const below = (bits & -bits) - 1;
                visit(before + static_cast<size_t>(std::popcount(chosen & below)));
            }
            before += static_cast<size_t>(std::popcount(chosen));
        }
    }

private:
    Mask mask_;
    std::array<uint16_t, kChunkRows> rows_;
    size_t count_ = 0;
};

struct Gathered {
    std::array<int64_t, kChunkRows> values;
    std::array<uint8_t, kChunkRows> present;  ///< not filled when all_present
    bool all_present = true;

    bool has(size_t i) const { return all_present || present[i] != 0; }
};

void gather(ColumnSource const& source, size_t group, Selection const& selection, Gathered& out);

/// Whether every selected row has a value.
bool covers(Chunk const& chunk, Mask const& selected);

}  // namespace agglo
