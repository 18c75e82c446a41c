#include "exchange/sheet_table.h"

#include <algorithm>
#include <cstring>

#include "base/text.h"
#include "exchange/table_error.h"

namespace agglo {

namespace {

constexpr size_t kHeaderSearchRows = 10;

}  // namespace

Result<std::string_view> SheetBuilder::keep(std::string_view text) {
    if (text.empty()) return std::string_view();
    if (!is_utf8(text)) return bad_table("文字不是 UTF-8", "a text is not UTF-8");
    if (text.size() > SheetLimits::kCellTextMax &&
        code_point_count(text) > SheetLimits::kCellTextMax) {
        return table_too_large("单元格字数", "characters in a cell", SheetLimits::kCellTextMax);
    }
    text_bytes_ += text.size();
    if (text_bytes_ > SheetLimits::kTextBytesMax) {
        return table_too_large("文字量（字节）", "bytes of text", SheetLimits::kTextBytesMax);
    }
    auto* const kept = static_cast<char*>(table_.texts_->allocate(text.size(), 1));
    std::memcpy(kept, text.data(), text.size());
    return std::string_view(kept, text.size());
}

Result<void> SheetBuilder::begin_row(uint32_t number) {
    if (number == 0 || number > SheetLimits::kRowNumberMax) {
        return table_too_large("行号", "for row numbers", SheetLimits::kRowNumberMax);
    }
    if (number <= number_) return bad_table("行的次序有误", "its rows are out of order");
    number_ = number;
    row_.clear();
    return {};
}

Result<void> SheetBuilder::set(size_t column, CellKind kind, std::string_view kept_text) {
    if (trim(kept_text).empty()) return {};
    if (column >= SheetLimits::kColumnsMax) {
        return table_too_large("列数", "columns", SheetLimits::kColumnsMax);
    }
    if (column >= row_.size()) row_.resize(column + 1);
    row_[column] = SheetCell(kind, kept_text);
    return {};
}

Result<void> SheetBuilder::end_row() {
    if (row_.empty()) return {};
    // The header row and up to nine rows above it come on top of the rows counted.
    if (table_.rows_.size() >= SheetLimits::kRowsMax + kHeaderSearchRows) {
        return table_too_large("行数", "rows", SheetLimits::kRowsMax);
    }
    if (table_.cells_.size() + row_.size() > SheetLimits::kCellsMax) {
        return table_too_large("单元格数", "cells", SheetLimits::kCellsMax);
    }
    table_.rows_.push_back({number_, static_cast<uint32_t>(row_.size()), table_.cells_.size()});
    table_.cells_.insert(table_.cells_.end(), row_.begin(), row_.end());
    return {};
}

void SheetBuilder::take_header() {
    auto const texts_in = [this](SheetRow const& row) {
        size_t texts = 0;
        for (size_t c = 0; c < row.width; ++c) {
            texts += table_.cell(row, c).kind() == CellKind::kText;
        }
        return texts;
    };
    auto& rows = table_.rows_;
    auto const last =
        rows.begin() + static_cast<ptrdiff_t>(std::min(rows.size(), kHeaderSearchRows));
    auto header = std::find_if(rows.begin(), last, [&](auto& row) { return texts_in(row) >= 2; });
    if (header == last) header = rows.begin();
    for (size_t c = 0; c < header->width; ++c) {
        table_.headers_.emplace_back(trim(table_.cell(*header, c).text()));
    }
    table_.header_row_ = header->number;
    rows.erase(rows.begin(), header + 1);
}

std::optional<SheetTable> SheetBuilder::finish() {
    if (table_.rows_.empty()) return std::nullopt;
    take_header();
    return std::move(table_);
}

}  // namespace agglo
