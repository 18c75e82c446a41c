#include "state/posting_sort.h"

#include <algorithm>
#include <array>
#include <utility>

namespace agglo {

namespace {

using Posting = Postings::Posting;

constexpr int kDigitBits = 8;
constexpr size_t kDigits = 1 << kDigitBits;

size_t digit_of(uint64_t number, int shift) {
    return static_cast<size_t>(number >> shift) % kDigits;
}

/// Puts them by one digit of `part` and leaves those of like digit in the order they have.
void put_by_digit(std::vector<Posting> const& from, std::vector<Posting>& to,
                  uint64_t Posting::*part, int shift) {
    std::array<size_t, kDigits> places{};
    for (auto const& posting : from) ++places[digit_of(posting.*part, shift)];
    size_t next = 0;
    for (auto& place : places) next += std::exchange(place, next);
    for (auto const& posting : from) to[places[digit_of(posting.*part, shift)]++] = posting;
}

void sort_by(std::vector<Posting>& postings, std::vector<Posting>& room, uint64_t Posting::*part) {
    uint64_t differing = 0;
    for (auto const& posting : postings) differing |= posting.*part ^ postings[0].*part;
    for (int shift = 0; shift < 64; shift += kDigitBits) {
        if (digit_of(differing, shift) == 0) continue;
        put_by_digit(postings, room, part, shift);
        postings.swap(room);
    }
}

}  // namespace

void sort_postings(std::vector<Posting>& postings) {
    if (std::is_sorted(postings.begin(), postings.end())) return;
    if (postings.size() <= kPostingsCompared) return std::sort(postings.begin(), postings.end());
    std::vector<Posting> room(postings.size());
    auto const by_number = [](auto const& a, auto const& b) { return a.number < b.number; };
    if (!std::is_sorted(postings.begin(), postings.end(), by_number))
        sort_by(postings, room, &Posting::number);
    sort_by(postings, room, &Posting::key);
}

}  // namespace agglo
