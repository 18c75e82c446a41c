#pragma once
// CodeBits: a set of numbers below a bound, one bit each: the codes of texts, or their places in
// part of an index.
#include <bit>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace agglo {

class CodeBits {
public:
    explicit CodeBits(uint32_t size) : size_(size), words_((size_t{size} + 63) / 64) {}

    uint32_t size() const { return size_; }
    void set(uint32_t code) { words_[code / 64] |= uint64_t{1} << (code % 64); }
    void reset(uint32_t code) { words_[code / 64] &= ~(uint64_t{1} << (code % 64)); }
    bool test(uint32_t code) const { return (words_[code / 64] >> (code % 64) & 1) != 0; }
    void set_all();
    /// Sets those of a bitmap, lowest bit first.
    void set_from(std::span<uint8_t const> bitmap);
    bool any() const;
    size_t count() const;

    CodeBits& operator&=(CodeBits const& other);
    CodeBits& operator|=(CodeBits const& other);

    /// Calls visit(code) for each, ascending.
    template <class Visit>
    void for_each(Visit&& visit) const {
        for_each_between(0, size_, visit);
    }
    /// Those of [first, end); first is a multiple of 64.
    template <class Visit>
    void for_each_between(uint32_t first, uint32_t end, Visit&& visit) const {
        for (size_t w = first / 64; w < (size_t{end} + 63) / 64; ++w) {
            for (uint64_t left = words_[w]; left != 0; left &= left - 1)
                visit(static_cast<uint32_t>(w * 64 + static_cast<size_t>(std::countr_zero(left))));
        }
    }

private:
    uint32_t size_;
    std::vector<uint64_t> words_;
};

}  // namespace agglo
