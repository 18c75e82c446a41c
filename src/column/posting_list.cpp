#include "column/posting_list.h"

#include <cstring>

namespace agglo {

namespace {

/// With more than one of so many a bitmap takes hardly more, and is quicker.
constexpr uint32_t kBitmapShare = 4;
constexpr int kWindowBits = 56;
constexpr uint64_t kWindow = (uint64_t{1} << kWindowBits) - 1;

bool is_bitmap(size_t count, uint32_t bound) {
    return count * kBitmapShare >= bound;
}

/// Lower bits of a gap: half the mean gap, about what is least for gaps by chance.
int lower_bits(size_t count, uint32_t bound) {
    uint64_t const mean = (uint64_t{bound} * 11 / 16) / count;
    return std::max(static_cast<int>(std::bit_width(mean)) - 1, 0);
}

class BitWriter {
public:
    explicit BitWriter(std::vector<uint8_t>& out) : out_(out) {}
    void put(uint64_t bits, int count) {
        for (; count > 0; --count, bits >>= 1) {
            if (used_ == 0) out_.push_back(0);
            out_.back() = static_cast<uint8_t>(out_.back() | (bits & 1) << used_);
            used_ = (used_ + 1) % 8;
        }
    }

private:
    std::vector<uint8_t>& out_;
    int used_ = 0;
};

uint64_t window(uint8_t const* bytes, size_t bit) {
    uint64_t word;
    std::memcpy(&word, bytes + bit / 8, sizeof word);
    return word >> (bit % 8) & kWindow;
}

}  // namespace

void append_postings(std::span<uint16_t const> numbers, uint32_t bound, std::vector<uint8_t>& out) {
    if (numbers.size() == bound) return;
    if (is_bitmap(numbers.size(), bound)) {
        size_t const begin = out.size();
        out.resize(begin + (bound + 7) / 8);
        for (uint16_t const n : numbers)
            out[begin + n / 8] = static_cast<uint8_t>(out[begin + n / 8] | 1u << (n % 8));
        return;
    }
    int const lower = lower_bits(numbers.size(), bound);
    BitWriter writer(out);
    uint32_t next = 0;
    for (uint16_t const n : numbers) {
        uint32_t const gap = n - next;
        for (uint32_t left = gap >> lower; left > 0; --left) writer.put(0, 1);
        writer.put(1, 1);
        writer.put(gap, lower);
        next = uint32_t{n} + 1;
    }
}

void mark_postings(uint8_t const* bytes, size_t count, CodeBits& bits) {
    uint32_t const bound = bits.size();
    if (count == bound) return bits.set_all();
    if (is_bitmap(count, bound)) return bits.set_from({bytes, (bound + 7) / 8});
    int const lower = lower_bits(count, bound);
    uint64_t const lower_mask = (uint64_t{1} << lower) - 1;
    size_t at = 0;
    uint64_t next = 0;
    for (; count > 0; --count) {
        uint64_t word = window(bytes, at);
        for (; word == 0; word = window(bytes, at)) {
            next += uint64_t{kWindowBits} << lower;
            at += kWindowBits;
        }
        auto const zeros = static_cast<size_t>(std::countr_zero(word));
        at += zeros + 1;
        next += zeros << lower;
        next += window(bytes, at) & lower_mask;
        at += static_cast<size_t>(lower);
        bits.set(static_cast<uint32_t>(next++));
    }
}

}  // namespace agglo
