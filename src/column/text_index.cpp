#include "column/text_index.h"

#include <algorithm>

#include "base/text.h"
#include "column/dictionary.h"

namespace agglo {

namespace {

size_t bytes_of(TextIndex::Segments const& segments) {
    size_t bytes = 0;
    for (auto const& segment : segments) bytes += segment->bytes();
    return bytes;
}

}  // namespace

uint32_t text_count(TextIndex::Segments const& segments) {
    return segments.empty() ? 0 : segments.back()->end();
}

void TextIndex::catch_up(Words words, std::atomic<bool> const* stop) {
    std::lock_guard const building(building_);
    while (!stop || !*stop) {
        auto next = *segments();
        uint32_t first = text_count(next);
        uint32_t const end = std::min(dictionary_.size(), first + GramSegment::kTextsMax);
        if (first >= end || bytes_of(next) >= bytes_max_) return;
        while (!next.empty() && next.back()->size() <= end - first &&
               end - next.back()->first() <= GramSegment::kTextsMax) {
            first = next.back()->first();
            next.pop_back();
        }
        next.push_back(GramSegment::of(dictionary_, first, end, words));
        auto made = std::make_shared<Segments const>(std::move(next));
        std::unique_lock const lock(content_);
        segments_.swap(made);
    }
}

void TextIndex::drop() {
    std::lock_guard const building(building_);
    auto none = std::make_shared<Segments const>();
    std::unique_lock const lock(content_);
    segments_.swap(none);
    rows_.reset();
}

std::shared_ptr<TextIndex::Segments const> TextIndex::segments() const {
    std::shared_lock const lock(content_);
    return segments_;
}

uint32_t TextIndex::indexed() const {
    return text_count(*segments());
}

size_t TextIndex::bytes() const {
    auto const lists = rows();
    return bytes_of(*segments()) + (lists ? lists->bytes() : 0);
}

std::shared_ptr<RowLists const> TextIndex::rows() const {
    std::shared_lock const lock(content_);
    return rows_;
}

void TextIndex::set_rows(std::shared_ptr<RowLists const> rows) {
    std::unique_lock const lock(content_);
    rows_.swap(rows);
}

void TextIndex::mark_containing(TextNeedle const& needle, std::vector<uint8_t>& marked) const {
    if (needle.folded().empty()) return dictionary_.mark_containing(needle.folded(), marked);
    auto const contains = [&](uint32_t code) {
        return needle.match_substring(fold_text(dictionary_.at(code))).has_value();
    };
    bool const certain = needle.points().size() <= 2;
    NeedleGrams const grams(needle);
    auto const segments = this->segments();
    for (auto const& segment : *segments) {
        grams.containing(*segment).for_each([&](uint32_t place) {
            uint32_t const code = segment->first() + place;
            if (code < marked.size()) marked[code] = certain || contains(code);
        });
    }
    for (uint32_t code = text_count(*segments); code < marked.size(); ++code)
        marked[code] = contains(code);
}

}  // namespace agglo
