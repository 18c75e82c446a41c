#include "column/code_set.h"

#include <algorithm>

#include "base/assert.h"

namespace agglo {

size_t CodeBits::count() const {
    size_t sum = 0;
    for (uint64_t const word : words_) sum += static_cast<size_t>(std::popcount(word));
    return sum;
}

std::span<uint64_t> CodeBits::block(uint32_t high) {
    size_t const first = size_t{high} * kBlockWords;
    return std::span(words_).subspan(first, std::min(kBlockWords, words_.size() - first));
}

CodeBits& CodeBits::operator&=(CodeBits const& other) {
    for (size_t i = 0; i < words_.size(); ++i) words_[i] &= other.words_[i];
    return *this;
}

CodeBits& CodeBits::minus(CodeBits const& other) {
    for (size_t i = 0; i < words_.size(); ++i) words_[i] &= ~other.words_[i];
    return *this;
}

CodeBits& CodeBits::operator|=(CodeBits const& other) {
    for (size_t i = 0; i < words_.size(); ++i) words_[i] |= other.words_[i];
    return *this;
}

bool CodeSet::Block::contains(uint16_t low) const {
    if (many) return ((*many)[low / 64] >> (low % 64) & 1) != 0;
    return std::binary_search(few.begin(), few.end(), low);
}

void CodeSet::Block::add(uint16_t low) {
    if (!many && few.size() == kFewMax) {
        many = std::make_unique<Bitmap>();
        for (uint16_t const one : few) (*many)[one / 64] |= uint64_t{1} << (one % 64);
        few = {};
    }
    if (many) {
        (*many)[low / 64] |= uint64_t{1} << (low % 64);
    } else {
        few.push_back(low);
    }
    last = low;
    ++count;
}

size_t CodeSet::add(uint32_t code) {
    auto const high = static_cast<uint16_t>(code >> 16);
    auto const low = static_cast<uint16_t>(code);
    size_t before = blocks_.empty() ? 0 : blocks_.back().bytes();
    if (blocks_.empty() || blocks_.back().high != high) {
        AGGLO_ASSERT(blocks_.empty() || blocks_.back().high < high);
        if (!blocks_.empty()) blocks_.back().few.shrink_to_fit();
        blocks_.emplace_back().high = high;
        before = 0;
    } else if (blocks_.back().last == low) {
        return 0;
    }
    auto& last = blocks_.back();
    AGGLO_ASSERT(last.count == 0 || last.last < low);
    bool const fresh = last.count == 0;
    last.add(low);
    ++count_;
    return last.bytes() - std::min(before, last.bytes()) + (fresh ? sizeof(Block) : 0);
}

CodeSet::Block const* CodeSet::block(uint16_t high) const {
    auto const found = std::lower_bound(blocks_.begin(), blocks_.end(), high,
                                        [](Block const& b, uint16_t h) { return b.high < h; });
    return found != blocks_.end() && found->high == high ? &*found : nullptr;
}

bool CodeSet::contains(uint32_t code) const {
    auto const* at = block(static_cast<uint16_t>(code >> 16));
    return at && at->contains(static_cast<uint16_t>(code));
}

void add_common(std::span<CodeSet const* const> sets, CodeBits& bits) {
    if (sets.empty()) return;
    auto const* const least = *std::min_element(
        sets.begin(), sets.end(), [](auto* a, auto* b) { return a->count() < b->count(); });
    std::vector<CodeSet::Block const*> beside(sets.size());
    for (auto const& here : least->blocks_) {
        for (size_t i = 0; i < sets.size(); ++i) beside[i] = sets[i]->block(here.high);
        if (std::find(beside.begin(), beside.end(), nullptr) != beside.end()) continue;
        auto const* const base = *std::min_element(
            beside.begin(), beside.end(), [](auto* a, auto* b) { return a->count < b->count; });
        auto const out = bits.block(here.high);
        for (uint16_t const low : base->few) {
            bool const common = std::all_of(beside.begin(), beside.end(),
                                            [&](auto* b) { return b == base || b->contains(low); });
            if (common) out[low / 64] |= uint64_t{1} << (low % 64);
        }
        for (size_t w = 0; base->many && w < out.size(); ++w) {
            uint64_t word = ~uint64_t{0};
            for (auto const* b : beside) word &= (*b->many)[w];
            out[w] |= word;
        }
    }
}

}  // namespace agglo
