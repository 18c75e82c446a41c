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
#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <vector>

namespace agglo {

/// One bit a code, in whole blocks of 2^16 codes.
class CodeBits {
public:
    explicit CodeBits(uint32_t codes) : words_(((codes >> 16) + 1) * kBlockWords) {}

    static constexpr size_t kBlockWords = (1u << 16) / 64;
    void set(uint32_t code) { words_[code / 64] |= uint64_t{1} << (code % 64); }
    bool test(uint32_t code) const { return (words_[code / 64] >> (code % 64) & 1) != 0; }
    uint64_t* block(uint32_t high) { return words_.data() + high * kBlockWords; }
    std::span<uint64_t const> words() const { return words_; }

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

/// Marks every code that all of the sets hold; no sets: none.
void add_common(std::span<CodeSet const* const> sets, CodeBits& bits);

}  // namespace agglo
