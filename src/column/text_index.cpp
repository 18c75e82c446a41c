#include "column/text_index.h"

#include <algorithm>

#include "base/text.h"
#include "column/dictionary.h"

namespace agglo {

void TextIndex::catch_up(std::atomic<bool> const* stop) {
    std::lock_guard const building(building_);
    std::vector<GramIndex::Posting> batch;
    while (!stop || !*stop) {
        uint32_t const first = indexed();
        uint32_t const end = std::min(dictionary_.size(), first + kBatch);
        if (first >= end || bytes() >= bytes_max_) return;
        batch.clear();
        for (uint32_t code = first; code < end; ++code) {
            for (Gram const gram : grams_of(fold_text(dictionary_.at(code))))
                batch.push_back({gram, code});
        }
        std::sort(batch.begin(), batch.end());
        std::unique_lock const lock(content_);
        grams_->add(batch);
        indexed_ = end;
    }
}

void TextIndex::drop() {
    std::lock_guard const building(building_);
    auto fresh = std::make_unique<GramIndex>();
    std::unique_lock const lock(content_);
    grams_.swap(fresh);
    indexed_ = 0;
    rows_.reset();
}

uint32_t TextIndex::indexed() const {
    std::shared_lock const lock(content_);
    return indexed_;
}

size_t TextIndex::bytes() const {
    std::shared_lock const lock(content_);
    return grams_->bytes() + (rows_ ? rows_->bytes() : 0);
}

std::shared_ptr<RowLists const> TextIndex::rows() const {
    std::shared_lock const lock(content_);
    return rows_;
}

void TextIndex::set_rows(std::shared_ptr<RowLists const> rows) {
    std::unique_lock const lock(content_);
    rows_.swap(rows);
}

void TextIndex::add_scanned(TextNeedle const& needle, TextsWanted wanted, uint32_t from,
                            TextCandidates& found) const {
    TextKey const last = found.all ? UINT16_MAX : found.texts.back().key;
    size_t const indexed = found.texts.size();
    for (uint32_t code = from; code < dictionary_.size(); ++code) {
        auto const folded = fold_text(dictionary_.at(code));
        auto match = needle.match(folded);
        if (!match) continue;
        if (wanted.running) match->kind = std::max(match->kind, MatchKind::kPart);
        TextKey const key = text_key(match->rank(), code_point_count(folded));
        if (key <= last) found.texts.push_back({key, code});
    }
    if (found.texts.size() > indexed) std::sort(found.texts.begin(), found.texts.end());
}

TextCandidates TextIndex::candidates(TextNeedle const& needle, TextsWanted wanted) const {
    TextCandidates found;
    if (needle.folded().empty()) return found;
    uint32_t scanned = 0;
    {
        std::shared_lock const lock(content_);
        scanned = indexed_;
        found = RankedCodes(*grams_, needle, indexed_, wanted.running).best(wanted.at_least);
    }
    add_scanned(needle, wanted, scanned, found);
    return found;
}

void TextIndex::mark_containing(TextNeedle const& needle, std::vector<uint8_t>& marked) const {
    if (needle.folded().empty()) return dictionary_.mark_containing(needle.folded(), marked);
    auto const contains = [&](uint32_t code) {
        return needle.match_substring(fold_text(dictionary_.at(code))).has_value();
    };
    std::shared_lock lock(content_);
    uint32_t const scanned = indexed_;
    CodeBits bits(scanned);
    grams_->mark_substring(needle, bits);
    lock.unlock();
    bool const certain = needle.points().size() <= 2;
    bits.for_each([&](uint32_t code) {
        if (code < marked.size()) marked[code] = certain || contains(code);
    });
    for (uint32_t code = scanned; code < marked.size(); ++code) marked[code] = contains(code);
}

}  // namespace agglo
