#include "column/packed_numbers.h"

namespace agglo {

namespace {

constexpr size_t kAlignment = 8;

size_t padded(size_t size) {
    return (size + kAlignment - 1) / kAlignment * kAlignment;
}

size_t width_for(uint64_t greatest) {
    if (greatest == 0) return 0;
    if (greatest <= UINT8_MAX) return 1;
    if (greatest <= UINT16_MAX) return 2;
    return greatest <= UINT32_MAX ? 4 : 8;
}

bool is_width(uint64_t width) {
    return width == 0 || (width <= 8 && std::has_single_bit(width));
}

}  // namespace

char const* SectionBytes::take(size_t size) {
    ok_ = ok_ && size <= bytes_.size() && padded(size) <= bytes_.size();
    if (!ok_) return nullptr;
    char const* const taken = bytes_.data();
    bytes_.remove_prefix(padded(size));
    return taken;
}

uint64_t SectionBytes::word() {
    uint64_t word = 0;
    if (char const* const taken = take(sizeof word)) std::memcpy(&word, taken, sizeof word);
    return word;
}

void put_word(std::string& out, uint64_t word) {
    char bytes[sizeof word];
    std::memcpy(bytes, &word, sizeof word);
    out.append(bytes, sizeof word);
}

void put_bytes(std::string& out, std::string_view bytes) {
    out.append(bytes);
    out.append(padded(bytes.size()) - bytes.size(), '\0');
}

void pack_numbers(std::span<int64_t const> numbers, std::string& out) {
    auto const [least, greatest] = std::minmax_element(numbers.begin(), numbers.end());
    uint64_t const base = numbers.empty() ? 0 : static_cast<uint64_t>(*least);
    size_t const width = numbers.empty() ? 0 : width_for(static_cast<uint64_t>(*greatest) - base);
    put_word(out, width);
    put_word(out, base);
    size_t const start = out.size();
    out.resize(start + padded(width * numbers.size()));
    char* next = out.data() + start;
    for (auto const number : numbers) {
        uint64_t const offset = static_cast<uint64_t>(number) - base;
        std::memcpy(next, &offset, width);  // the low bytes come first
        next += width;
    }
}

PackedNumbers read_packed(SectionBytes& bytes, size_t count) {
    PackedNumbers packed;
    uint64_t const width = bytes.word();
    packed.least = bytes.word();
    if (!bytes.ok() || !is_width(width)) return packed;
    packed.width = static_cast<size_t>(width);
    packed.offsets = bytes.take(packed.width * count);
    packed.ok = bytes.ok();
    return packed;
}

}  // namespace agglo
