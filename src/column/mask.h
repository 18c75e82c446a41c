#pragma once
// Mask: one bit per row of a chunk.
#include <array>
#include <bit>
#include <cstdint>

#include "column/chunk.h"

namespace agglo {

struct Mask {
    std::array<uint64_t, kMaskWords> words{};

    static Mask first(size_t rows) {
        Mask mask;
        for (size_t word = 0; word * 64 < rows; ++word) {
            size_t const left = rows - word * 64;
            mask.words[word] = left >= 64 ? ~uint64_t{0} : (uint64_t{1} << left) - 1;
        }
        return mask;
    }

    bool test(size_t row) const { return (words[row / 64] >> (row % 64) & 1) != 0; }
    void set(size_t row) { words[row / 64] |= uint64_t{1} << (row % 64); }
    bool any() const {
        uint64_t all = 0;
        for (auto const word : words) all |= word;
        return all != 0;
    }
    size_t count() const {
        size_t sum = 0;
        for (auto const word : words) sum += static_cast<size_t>(std::popcount(word));
        return sum;
    }

    Mask& operator&=(Mask const& other) {
        for (size_t i = 0; i < kMaskWords; ++i) words[i] &= other.words[i];
        return *this;
    }
    Mask& operator|=(Mask const& other) {
        for (size_t i = 0; i < kMaskWords; ++i) words[i] |= other.words[i];
        return *this;
    }
    /// This, without the rows of `other`.
    Mask& minus(Mask const& other) {
        for (size_t i = 0; i < kMaskWords; ++i) words[i] &= ~other.words[i];
        return *this;
    }

    /// Calls visit(row) for each set bit, ascending.
    template <class Visit>
    void for_each(Visit&& visit) const {
        for (size_t word = 0; word < kMaskWords; ++word) {
            for (uint64_t bits = words[word]; bits != 0; bits &= bits - 1) {
                visit(word * 64 + static_cast<size_t>(std::countr_zero(bits)));
            }
        }
    }
};

}  // namespace agglo
