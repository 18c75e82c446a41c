#include "column/gather.h"

#include <algorithm>

namespace agglo {

namespace {

void gather_direct(Chunk const& chunk, Selection const& selection, Gathered& out) {
    auto const rows = selection.rows();
    with_values(chunk, [&](auto const* values) {
        for (size_t i = 0; i < rows.size(); ++i) {
            out.values[i] = static_cast<int64_t>(values[rows[i]]);
        }
    });
    out.all_present = covers(chunk, selection.mask());
    if (out.all_present) return;
    std::fill_n(out.present.begin(), rows.size(), 1);
    selection.for_each_missing(chunk, [&](size_t i) { out.present[i] = 0; });
}

}  // namespace

void Selection::assign(Mask const& mask) {
    mask_ = mask;
    uint16_t* next = rows_.data();
    mask.for_each([&](size_t row) { *next++ = static_cast<uint16_t>(row); });
    count_ = static_cast<size_t>(next - rows_.data());
}

bool covers(Chunk const& chunk, Mask const& selected) {
    uint64_t missing = 0;
    for (size_t word = 0; word < kMaskWords; ++word) {
        missing |= selected.words[word] & ~chunk.mask_word(word);
    }
    return missing == 0;
}

void gather(ColumnSource const& source, size_t group, Selection const& selection, Gathered& out) {
    auto const rows = selection.rows();
    if (source.direct()) {
        if (Chunk const* const chunk = source.chunk(group)) {
            return gather_direct(*chunk, selection, out);
        }
        out.all_present = rows.empty();
        std::fill_n(out.present.begin(), rows.size(), 0);
        return;
    }
    out.all_present = true;
    for (size_t i = 0; i < rows.size(); ++i) {
        out.present[i] = source.read(group * kChunkRows + rows[i], out.values[i]);
        out.all_present = out.all_present && out.present[i];
    }
}

bool ColumnSource::read(size_t row, int64_t& value) const {
    for (size_t i = 0; i < steps.size(); ++i) {
        auto const& [table, column, readable] = steps[i];
        if (row >= table->rows() || !table->has(row, column)) return false;
        if (readable && !(*readable)[row]) return false;
        value = table->wide(row, column);
        row = static_cast<size_t>(value) - 1;
    }
    return true;
}

}  // namespace agglo
