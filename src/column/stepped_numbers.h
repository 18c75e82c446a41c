#pragma once
// SteppedNumbers: numbers of which neighbours mostly differ by one, or lie close: 64 at a time as
// offsets from a line that rises by one, in as few bits as the greatest needs.
//
//   SteppedNumbers const numbers({7, 8, 9, 10});    // takes no bits but its blocks'
//   numbers.at(2);                                  // 9
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace agglo {

class SteppedNumbers {
public:
    SteppedNumbers() = default;
    explicit SteppedNumbers(std::span<uint32_t const> numbers);

    size_t size() const { return size_; }
    uint32_t at(size_t i) const {
        Block const& block = blocks_[i / kBlock];
        uint64_t const bit = i % kBlock * block.width;
        uint64_t const* const word = words_.data() + block.word + bit / 64;
        uint64_t offset = word[0] >> (bit % 64);
        if (bit % 64 + block.width > 64) offset |= word[1] << (64 - bit % 64);
        offset &= (uint64_t{1} << block.width) - 1;
        return static_cast<uint32_t>(block.least + static_cast<int64_t>(offset + i % kBlock));
    }
    size_t bytes() const {
        return blocks_.capacity() * sizeof(Block) + words_.capacity() * sizeof(uint64_t);
    }

private:
    static constexpr size_t kBlock = 64;  // so a block takes `width` words
    struct Block {
        int64_t least = 0;
        uint32_t word = 0;
        uint8_t width = 0;
    };

    void add_block(std::span<uint32_t const> numbers);

    size_t size_ = 0;
    std::vector<Block> blocks_;
    std::vector<uint64_t> words_;
};

}  // namespace agglo
