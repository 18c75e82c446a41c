#include "column/code_bits.h"

#include <algorithm>
#include <cstring>

namespace agglo {

void CodeBits::set_all() {
    std::fill(words_.begin(), words_.end(), ~uint64_t{0});
    if (size_ % 64 != 0) words_.back() = (uint64_t{1} << (size_ % 64)) - 1;
}

void CodeBits::set_from(std::span<uint8_t const> bitmap) {
    for (size_t at = 0; at < bitmap.size(); at += sizeof(uint64_t)) {
        uint64_t word = 0;
        std::memcpy(&word, bitmap.data() + at, std::min(sizeof word, bitmap.size() - at));
        words_[at / sizeof word] |= word;
    }
}

bool CodeBits::any() const {
    return std::any_of(words_.begin(), words_.end(), [](uint64_t word) { return word != 0; });
}

size_t CodeBits::count() const {
    size_t sum = 0;
    for (uint64_t const word : words_) sum += static_cast<size_t>(std::popcount(word));
    return sum;
}

CodeBits& CodeBits::operator&=(CodeBits const& other) {
    for (size_t i = 0; i < words_.size(); ++i) words_[i] &= other.words_[i];
    return *this;
}

CodeBits& CodeBits::operator|=(CodeBits const& other) {
    for (size_t i = 0; i < words_.size(); ++i) words_[i] |= other.words_[i];
    return *this;
}

}  // namespace agglo
