#pragma once
// CodeSet: a set of a dictionary's codes that only grows, each code above the ones before. Codes
// of the same upper 16 bits lie together: few as sorted halves, many as a bitmap (as Roaring
// bitmaps do), so that frequent and rare grams both stay small and meet quickly.
//
//   CodeSet set;
//   set.add(7);
//   set.add(70'000);
//   CodeBits bits(100'000);
//   add_common({&set, &other}, bits);    // marks the codes both hold
#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <vector>

namespace agglo {

/// One bit a code below `codes`.
class CodeBits {
public:
    explicit CodeBits(uint32_t codes) : words_((size_t{codes} + 63) / 64) {}

    static constexpr size_t kBlockWords = (1u << 16) / 64;
    void set(uint32_t code) { words_[code / 64] |= uint64_t{1} << (code % 64); }
    bool test(uint32_t code) const { return (words_[code / 64] >> (code % 64) & 1) != 0; }
    size_t count() const;
    /// The words of the codes with these upper 16 bits; the last block may be short.
    std::span<uint64_t> block(uint32_t high);
    std::span<uint64_t const> words() const { return words_; }

    CodeBits& operator&=(CodeBits const& other);
    /// This, without the codes of `other`.
    CodeBits& minus(CodeBits const& other);
    CodeBits& operator|=(CodeBits const& other);

    /// Calls visit(code) for each, ascending.
    template <class Visit>
    void for_each(Visit&& visit) const {
        for (size_t w = 0; w < words_.size(); ++w) {
            for (uint64_t left = words_[w]; left != 0; left &= left - 1)
                visit(static_cast<uint32_t>(w * 64 + static_cast<size_t>(std::countr_zero(left))));
        }
    }

private:
    std::vector<uint64_t> words_;
};

class CodeSet {
public:
    /// Codes of a block kept apart; with more the block becomes a bitmap of 8 KiB.
    static constexpr size_t kFewMax = 4096;

    /// `code` is the last one added or above it. Gives the bytes the set grew by.
    size_t add(uint32_t code);
    bool contains(uint32_t code) const;
    size_t count() const { return count_; }

private:
    friend void add_common(std::span<CodeSet const* const> sets, CodeBits& bits);
    using Bitmap = std::array<uint64_t, CodeBits::kBlockWords>;

    struct Block {
        uint16_t high = 0;
        uint16_t last = 0;
        uint32_t count = 0;
        std::vector<uint16_t> few;  ///< empty once there is a bitmap
        std::unique_ptr<Bitmap> many;

        bool contains(uint16_t low) const;
        size_t bytes() const { return few.capacity() * sizeof(uint16_t) + (many ? 8192 : 0); }
        void add(uint16_t low);
    };

    Block const* block(uint16_t high) const;

    std::vector<Block> blocks_;  // by high, ascending
    size_t count_ = 0;
};

/// Marks every code that all of the sets hold; no sets: none. Every code has its bit.
void add_common(std::span<CodeSet const* const> sets, CodeBits& bits);

}  // namespace agglo
