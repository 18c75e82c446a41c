#include "state/posting_sort.h"

#include <algorithm>
#include <array>
#include <bit>
#include <utility>

#include "base/assert.h"

namespace agglo {

namespace {

using Posting = Postings::Posting;

constexpr int kDigitBitsMax = 11;

struct Digit {
    uint64_t Posting::*part;
    int shift;
    int bits;

    size_t of(Posting const& posting) const {
        return static_cast<size_t>(posting.*part >> shift) & ((size_t{1} << bits) - 1);
    }
};

/// A vector, visited as a PostingList is.
struct Whole {
    std::vector<Posting> const& postings;

    size_t size() const { return postings.size(); }
    template <class Visit>
    void for_each(Visit&& visit) const {
        for (auto const& posting : postings) visit(posting);
    }
};

/// Those in which some differ, the last first, of like length.
void add_digits(std::vector<Digit>& digits, uint64_t Posting::*part, uint64_t differing) {
    if (differing == 0) return;
    int const first = std::countr_zero(differing);
    int const bits = static_cast<int>(std::bit_width(differing)) - first;
    int const count = (bits + kDigitBitsMax - 1) / kDigitBitsMax;
    int const length = (bits + count - 1) / count;
    uint64_t const mask = (uint64_t{1} << length) - 1;
    for (int shift = first; shift < first + bits; shift += length) {
        if (((differing >> shift) & mask) != 0) digits.push_back({part, shift, length});
    }
}

/// By which digits to put them, one after another, for them to be sorted: none, if they are.
template <class Source>
std::vector<Digit> digits_of(Source const& source) {
    bool in_order = true, numbers_in_order = true, any = false;
    Posting first{}, last{}, differing{};
    source.for_each([&](Posting const& posting) {
        if (!std::exchange(any, true)) first = last = posting;
        in_order = in_order && last <= posting;
        numbers_in_order = numbers_in_order && last.number <= posting.number;
        differing.key |= posting.key ^ first.key;
        differing.number |= posting.number ^ first.number;
        last = posting;
    });
    std::vector<Digit> digits;
    if (in_order) return digits;
    if (!numbers_in_order) add_digits(digits, &Posting::number, differing.number);
    add_digits(digits, &Posting::key, differing.key);
    return digits;
}

/// Those of like digit keep the order they have.
template <class Source>
void put_by_digit(Source const& from, std::vector<Posting>& to, Digit digit) {
    AGGLO_ASSERT(from.size() <= UINT32_MAX);  // rows are counted so
    std::array<uint32_t, size_t{1} << kDigitBitsMax> places{};
    from.for_each([&](Posting const& posting) { ++places[digit.of(posting)]; });
    uint32_t next = 0;
    for (auto& place : places) next += std::exchange(place, next);
    from.for_each([&](Posting const& posting) { to[places[digit.of(posting)]++] = posting; });
}

std::vector<Posting> copy_of(PostingList const& list) {
    std::vector<Posting> postings;
    postings.reserve(list.size());
    list.for_each([&](Posting const& posting) { postings.push_back(posting); });
    return postings;
}

}  // namespace

void sort_postings(std::vector<Posting>& postings) {
    if (postings.size() <= kPostingsCompared) return std::sort(postings.begin(), postings.end());
    auto const digits = digits_of(Whole{postings});
    std::vector<Posting> room(digits.empty() ? 0 : postings.size());
    for (auto const& digit : digits) {
        put_by_digit(Whole{postings}, room, digit);
        postings.swap(room);
    }
}

std::vector<Posting> sorted(PostingList const& list) {
    auto const digits = list.size() > kPostingsCompared ? digits_of(list) : std::vector<Digit>();
    if (digits.empty()) {
        auto postings = copy_of(list);
        if (postings.size() <= kPostingsCompared) std::sort(postings.begin(), postings.end());
        return postings;
    }
    std::vector<Posting> postings(list.size());
    put_by_digit(list, postings, digits[0]);
    std::vector<Posting> room(digits.size() > 1 ? list.size() : 0);
    for (size_t i = 1; i < digits.size(); ++i) {
        put_by_digit(Whole{postings}, room, digits[i]);
        postings.swap(room);
    }
    return postings;
}

}  // namespace agglo
