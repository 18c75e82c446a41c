#include "column/stepped_numbers.h"

#include <algorithm>
#include <bit>

namespace agglo {

SteppedNumbers::SteppedNumbers(std::span<uint32_t const> numbers) : size_(numbers.size()) {
    blocks_.reserve((numbers.size() + kBlock - 1) / kBlock);
    for (size_t first = 0; first < numbers.size(); first += kBlock)
        add_block(numbers.subspan(first, std::min(kBlock, numbers.size() - first)));
    words_.push_back(0);  // what a block of no bits is read from
    words_.shrink_to_fit();
}

void SteppedNumbers::add_block(std::span<uint32_t const> numbers) {
    auto const beside_line = [&](size_t i) {
        return int64_t{numbers[i]} - static_cast<int64_t>(i);
    };
    int64_t least = beside_line(0);
    int64_t greatest = least;
    for (size_t i = 1; i < numbers.size(); ++i) {
        least = std::min(least, beside_line(i));
        greatest = std::max(greatest, beside_line(i));
    }
    auto const width =
        static_cast<uint8_t>(std::bit_width(static_cast<uint64_t>(greatest - least)));
    size_t const begin = words_.size();
    blocks_.push_back({least, static_cast<uint32_t>(begin), width});
    words_.resize(begin + width);
    for (size_t i = 0; i < numbers.size(); ++i) {
        auto const offset = static_cast<uint64_t>(beside_line(i) - least);
        size_t const bit = i * width;
        if (width == 0) continue;
        words_[begin + bit / 64] |= offset << (bit % 64);
        if (bit % 64 + width > 64) words_[begin + bit / 64 + 1] |= offset >> (64 - bit % 64);
    }
}

}  // namespace agglo
