#include "column/text_index.h"

#include <algorithm>
#include <bit>

#include "base/text.h"
#include "column/dictionary.h"

namespace agglo {

namespace {

uint8_t counted(size_t length) {
    return static_cast<uint8_t>(std::min(length, TextCandidates::kLengthCounted));
}

template <class Visit>
void for_each_code(CodeBits const& bits, Visit visit) {
    auto const words = bits.words();
    for (size_t w = 0; w < words.size(); ++w) {
        for (uint64_t left = words[w]; left != 0; left &= left - 1)
            visit(static_cast<uint32_t>(w * 64 + static_cast<size_t>(std::countr_zero(left))));
    }
}

}  // namespace

void TextCandidates::add(uint32_t code, uint16_t key) {
    if (keys[code] == kNone) {
        lowest = std::min(lowest, code);
        highest = std::max(highest, code);
        ++count;
    }
    keys[code] = std::min(keys[code], key);
}

uint16_t TextCandidates::key_of(uint8_t rank, size_t length) {
    return static_cast<uint16_t>(rank << 8 | counted(length));
}

TextIndex::Prepared TextIndex::prepare(uint32_t code) const {
    auto const folded = fold_text(dictionary_.at(code));
    return {grams_of(folded), counted(code_point_count(folded))};
}

void TextIndex::catch_up(std::atomic<bool> const* stop) {
    std::lock_guard const building(building_);
    std::vector<Prepared> batch;
    while (!stop || !*stop) {
        uint32_t const first = indexed();
        uint32_t const end = std::min(dictionary_.size(), first + kBatch);
        if (first >= end || bytes() >= bytes_max_) return;
        batch.clear();
        for (uint32_t code = first; code < end; ++code) batch.push_back(prepare(code));
        std::unique_lock const lock(content_);
        for (uint32_t code = first; code < end; ++code) {
            grams_->add(code, batch[code - first].grams);
            lengths_.push_back(batch[code - first].length);
        }
    }
}

void TextIndex::drop() {
    std::lock_guard const building(building_);
    auto fresh = std::make_unique<GramIndex>();
    std::unique_lock const lock(content_);
    grams_.swap(fresh);
    lengths_ = {};
}

uint32_t TextIndex::indexed() const {
    std::shared_lock const lock(content_);
    return static_cast<uint32_t>(lengths_.size());
}

size_t TextIndex::bytes() const {
    std::shared_lock const lock(content_);
    return grams_->bytes() + lengths_.capacity();
}

/// The caller holds content_. Ranks are the best a text could have: a text that begins with the
/// needle's first character may begin with the needle.
void TextIndex::add_ranked(TextNeedle const& needle, TextCandidates& found) const {
    auto const codes = static_cast<uint32_t>(lengths_.size());
    auto const add_all = [&](auto mark, std::vector<GramKind> const& beginnings, uint8_t rank) {
        CodeBits fits(codes);
        (grams_.get()->*mark)(needle, fits);
        std::vector<CodeBits> begins(beginnings.size(), CodeBits(codes));
        for (size_t i = 0; i < beginnings.size(); ++i)
            grams_->mark_beginning(beginnings[i], needle, begins[i]);
        for_each_code(fits, [&](uint32_t code) {
            size_t step = 0;
            while (step < begins.size() && !begins[step].test(code)) ++step;
            auto its = static_cast<uint8_t>(rank + step);
            bool const whole = its == 1 && lengths_[code] == counted(needle.points().size());
            found.add(code, TextCandidates::key_of(whole ? 0 : its, lengths_[code]));
        });
    };
    using enum GramKind;
    add_all(&GramIndex::mark_substring, {kStart, kWordStart}, 1);
    if (needle.letters().empty()) return;
    add_all(&GramIndex::mark_pinyin, {kSyllableStart}, 4);
    add_all(&GramIndex::mark_initials, {kInitialsStart}, 6);
}

void TextIndex::add_scanned(TextNeedle const& needle, TextCandidates& found, uint32_t from) const {
    for (uint32_t code = from; code < found.keys.size(); ++code) {
        auto const folded = fold_text(dictionary_.at(code));
        if (auto const match = needle.match(folded))
            found.add(code, TextCandidates::key_of(match->rank(), code_point_count(folded)));
    }
}

TextCandidates TextIndex::candidates(TextNeedle const& needle) const {
    TextCandidates found;
    found.keys.assign(dictionary_.size(), TextCandidates::kNone);
    if (needle.folded().empty()) return found;
    uint32_t scanned = 0;
    {
        std::shared_lock const lock(content_);
        // The dictionary may have grown, and been taken in, since its size was read.
        if (lengths_.size() > found.keys.size())
            found.keys.resize(lengths_.size(), TextCandidates::kNone);
        scanned = static_cast<uint32_t>(lengths_.size());
        add_ranked(needle, found);
    }
    found.exact = needle.letters().empty() && needle.points().size() <= 2;
    add_scanned(needle, found, scanned);
    return found;
}

void TextIndex::mark_containing(TextNeedle const& needle, std::vector<uint8_t>& marked) const {
    if (needle.folded().empty()) return dictionary_.mark_containing(needle.folded(), marked);
    CodeBits bits(static_cast<uint32_t>(marked.size()));
    uint32_t scanned = 0;
    {
        std::shared_lock const lock(content_);
        scanned = static_cast<uint32_t>(lengths_.size());
        bits = CodeBits(std::max(scanned, static_cast<uint32_t>(marked.size())));
        grams_->mark_substring(needle, bits);
    }
    bool const certain = needle.points().size() <= 2;
    auto const contains = [&](uint32_t code) {
        return needle.match_substring(fold_text(dictionary_.at(code))).has_value();
    };
    for_each_code(bits, [&](uint32_t code) {
        if (code < marked.size()) marked[code] = certain || contains(code);
    });
    for (uint32_t code = scanned; code < marked.size(); ++code) marked[code] = contains(code);
}

}  // namespace agglo
