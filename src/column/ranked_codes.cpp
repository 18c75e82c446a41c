#include "column/ranked_codes.h"

#include <algorithm>

namespace agglo {

TextKey text_key(uint8_t rank, size_t length) {
    return static_cast<TextKey>(rank << 8 | std::min(length, GramIndex::kLengthCounted));
}

namespace {

constexpr uint8_t kPrefixRank = 1;
constexpr uint8_t kPartRank = 3;
constexpr uint8_t kPinyinRank = 4;
constexpr uint8_t kInitialsRank = 6;

}  // namespace

RankedCodes::RankedCodes(GramIndex const& grams, TextNeedle const& needle, uint32_t codes,
                         bool running)
    : grams_(grams),
      needle_(needle),
      codes_(codes),
      needle_length_(std::min(needle.points().size(), GramIndex::kLengthCounted)) {
    using enum GramKind;
    running ? add(&GramIndex::mark_substring, {}, kPartRank)
            : add(&GramIndex::mark_substring, {kStart, kWordStart}, kPrefixRank);
    if (needle.letters().empty()) return;
    add(&GramIndex::mark_pinyin, {kSyllableStart}, kPinyinRank);
    add(&GramIndex::mark_initials, {kInitialsStart}, kInitialsRank);
}

/// Texts that begin so rank before the others; those no better rank has are left for this one.
void RankedCodes::add(Mark mark, std::vector<GramKind> const& beginnings, uint8_t rank) {
    CodeBits fits(codes_);
    (grams_.*mark)(needle_, fits);
    for (auto const& better : ranks_) fits.minus(better.codes);
    for (GramKind const beginning : beginnings) {
        CodeBits begins(codes_);
        grams_.mark_beginning(beginning, needle_, begins);
        begins &= fits;
        fits.minus(begins);
        take(rank++, std::move(begins));
    }
    take(rank, std::move(fits));
}

void RankedCodes::take(uint8_t rank, CodeBits codes) {
    size_t const count = codes.count();
    if (count == 0) return;
    count_ += count;
    if (rank == kPrefixRank) {  // of those of the needle's length, perhaps the whole text
        CodeBits whole(codes_);
        grams_.mark_length(needle_length_, whole);
        whole &= codes;
        codes.minus(whole);
        ranks_.push_back({0, std::move(whole)});
    }
    ranks_.push_back({rank, std::move(codes)});
}

void RankedCodes::add_all(TextCandidates& found) const {
    for (auto const& [rank, codes] : ranks_) {
        codes.for_each([&](uint32_t code) {
            found.texts.push_back({text_key(rank, grams_.length_of(code)), code});
        });
    }
    std::sort(found.texts.begin(), found.texts.end());
}

void RankedCodes::add_length(uint8_t rank, CodeBits const& codes, size_t length,
                             TextCandidates& found) const {
    CodeBits these(codes_);
    if (!grams_.mark_length(length, these)) return;
    these &= codes;
    these.for_each([&](uint32_t code) { found.texts.push_back({text_key(rank, length), code}); });
}

TextCandidates RankedCodes::best(size_t at_least) const {
    TextCandidates found;
    if (count_ <= std::max(kFewMax, at_least) || at_least == SIZE_MAX) {
        add_all(found);
        return found;
    }
    for (auto const& [rank, codes] : ranks_) {
        for (size_t length = 0; length <= GramIndex::kLengthCounted; ++length) {
            if (found.texts.size() < at_least) add_length(rank, codes, length, found);
        }
    }
    found.all = found.texts.size() == count_;
    return found;
}

}  // namespace agglo
