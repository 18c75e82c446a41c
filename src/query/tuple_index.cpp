#include "query/tuple_index.h"

#include <algorithm>

namespace agglo {

uint64_t TupleIndex::hash(std::span<uint32_t const> tuple) {
    uint64_t mixed = 0x9E3779B97F4A7C15;
    for (auto const part : tuple) {
        mixed = (mixed ^ part) * 0xBF58476D1CE4E5B9;
        mixed ^= mixed >> 29;
    }
    return mixed;
}

bool TupleIndex::equals(uint32_t number, std::span<uint32_t const> tuple) const {
    auto const* own = tuples_.data() + size_t{number} * width_;
    return std::equal(tuple.begin(), tuple.end(), own);
}

TupleIndex::Found TupleIndex::number_of(std::span<uint32_t const> tuple) {
    auto const mask = slots_.size() - 1;
    auto at = hash(tuple) & mask;
    for (; slots_[at] != kNone; at = (at + 1) & mask) {
        if (equals(slots_[at], tuple)) return {slots_[at], false};
    }
    if (size_ >= most_) return {kNone, false};
    slots_[at] = size_;
    tuples_.insert(tuples_.end(), tuple.begin(), tuple.end());
    ++size_;
    if (size_t{size_} * 2 > slots_.size()) grow();
    return {size_ - 1, true};
}

void TupleIndex::grow() {
    std::vector<uint32_t> slots(slots_.size() * 2, kNone);
    auto const mask = slots.size() - 1;
    for (uint32_t number = 0; number < size_; ++number) {
        std::span const tuple(tuples_.data() + size_t{number} * width_, width_);
        auto at = hash(tuple) & mask;
        while (slots[at] != kNone) at = (at + 1) & mask;
        slots[at] = number;
    }
    slots_ = std::move(slots);
}

}  // namespace agglo
