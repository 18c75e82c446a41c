#include "query/candidate_rows.h"

#include <algorithm>

#include "column/range_scan.h"

namespace agglo {

namespace {

/// The least `size` of those offered, sorted out now and then.
class LeastRows {
public:
    explicit LeastRows(size_t size) : size_(std::max<size_t>(size, 1)) {}

    /// What is not below it cannot enter any more.
    KeyedRow bound() const { return bound_; }
    void offer(KeyedRow row) {
        if (row >= bound_) return;
        rows_.push_back(row);
        if (rows_.size() >= size_ * 2) shrink();
    }
    std::vector<KeyedRow> take() {
        if (rows_.size() > size_) shrink();
        std::sort(rows_.begin(), rows_.end());
        return std::move(rows_);
    }

private:
    void shrink() {
        auto const last = rows_.begin() + static_cast<std::ptrdiff_t>(size_);
        std::nth_element(rows_.begin(), last, rows_.end());
        bound_ = *last;
        rows_.resize(size_);
    }

    size_t const size_;
    KeyedRow bound_ = ~KeyedRow{0};
    std::vector<KeyedRow> rows_;
};

/// Texts by code, for rows that are looked at one after another.
class TextsByCode {
public:
    explicit TextsByCode(std::vector<TextCandidates::Text> texts)
        : texts_(by_code(std::move(texts))), marked_(highest() + 1) {
        for (auto const& text : texts_) marked_.set(text.code);
    }
    uint32_t lowest() const { return texts_.front().code; }
    uint32_t highest() const { return texts_.back().code; }
    bool has(uint32_t code) const { return marked_.test(code); }
    TextKey key(uint32_t code) const {
        return std::lower_bound(texts_.begin(), texts_.end(), code,
                                [](auto const& text, uint32_t c) { return text.code < c; })
            ->key;
    }

private:
    static std::vector<TextCandidates::Text> by_code(std::vector<TextCandidates::Text> texts) {
        std::sort(texts.begin(), texts.end(),
                  [](auto const& a, auto const& b) { return a.code < b.code; });
        return texts;
    }
    std::vector<TextCandidates::Text> texts_;  // not empty
    CodeBits marked_;
};

KeyedRow keyed(SearchedField const& field, TextKey key, size_t row) {
    return keyed_row(static_cast<uint8_t>(key >> 8), field.weight, key & 0xFFu, row);
}

/// Rows of the groups that the lists know.
void offer_listed(Table const& table, SearchedField const& field, RowLists const& lists,
                  std::vector<TextCandidates::Text> const& texts, LeastRows& least) {
    std::vector<uint8_t> covered(table.groups());
    for (size_t group = 0; group < covered.size(); ++group)
        covered[group] = lists.covers(table, group);
    for (auto const& text : texts) {
        if (keyed(field, text.key, 0) >= least.bound()) return;
        for (uint32_t const row : lists.rows(text.code)) {
            size_t const group = row / kChunkRows;
            if (group < covered.size() && covered[group]) least.offer(keyed(field, text.key, row));
        }
    }
}

/// Rows of a group, one by one.
void offer_group(Table const& table, SearchedField const& field, size_t group,
                 TextsByCode const& texts, LeastRows& least) {
    Chunk const* const chunk = table.chunk(group, field.field);
    if (!chunk) return;
    auto const* const codes = chunk->values<uint32_t>();
    rows_between(*chunk, table.group_rows(group), texts.lowest(), texts.highest())
        .for_each([&](size_t row) {
            if (texts.has(codes[row]))
                least.offer(keyed(field, texts.key(codes[row]), group * kChunkRows + row));
        });
}

}  // namespace

KeyedRow keyed_row(uint8_t rank, uint8_t weight, size_t length, size_t row) {
    return (KeyedRow{rank} << 16 | KeyedRow{weight} << 8 | KeyedRow{length}) << kRowBits | row;
}

CandidateRows CandidateRows::of(Table const& table, SearchedField const& field,
                                TextNeedle const& needle, size_t size) {
    auto const& index = table.dictionary(field.field).index();
    auto const texts = index.candidates(
        needle, {.at_least = size, .running = field.weight == SearchedField::kLongText});
    CandidateRows found;
    if (texts.texts.empty()) return found;
    LeastRows least(size);
    auto const lists = index.rows();
    if (lists) offer_listed(table, field, *lists, texts.texts, least);
    std::optional<TextsByCode> by_code;
    for (size_t group = 0; group < table.groups(); ++group) {
        if (lists && lists->covers(table, group)) continue;
        if (!by_code) by_code.emplace(texts.texts);
        offer_group(table, field, group, *by_code, least);
    }
    found.rows = least.take();
    if (!texts.all) {
        TextKey const last = texts.texts.back().key;
        found.complete_to = keyed(field, last, (size_t{1} << kRowBits) - 1);
    }
    if (least.bound() != ~KeyedRow{0})  // some were dropped
        found.complete_to = std::min(found.complete_to, found.rows.back());
    return found;
}

}  // namespace agglo
