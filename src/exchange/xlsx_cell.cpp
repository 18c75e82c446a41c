#include "exchange/xlsx_cell.h"

#include <charconv>
#include <cmath>
#include <cstdio>

#include "base/text.h"
#include "exchange/excel_date.h"
#include "exchange/table_error.h"
#include "exchange/utf8_append.h"

namespace agglo {

namespace {

constexpr size_t kEscapeLength = 7;  // _xHHHH_
constexpr int kDigitsShown = 15;     // Excel shows 15 digits of a double; the rest is its noise

Error bad_cell() {
    return bad_table("单元格内容有误", "the content of a cell is malformed");
}

/// The UTF-16 unit an escape at the front stands for.
std::optional<uint32_t> escape_at(std::string_view text) {
    if (text.size() < kEscapeLength || !text.starts_with("_x") || text[6] != '_') {
        return std::nullopt;
    }
    uint32_t code = 0;
    auto const read = std::from_chars(text.data() + 2, text.data() + 6, code, 16);
    if (read.ec != std::errc() || read.ptr != text.data() + 6) return std::nullopt;
    return code;
}

}  // namespace

Result<size_t> column_of_reference(std::string_view reference) {
    size_t column = 0;
    size_t letters = 0;
    for (; letters < reference.size(); ++letters) {
        char const c = static_cast<char>(reference[letters] & ~0x20);
        if (c < 'A' || c > 'Z') break;
        column = column * 26 + static_cast<size_t>(c - 'A') + 1;
        if (column > SheetLimits::kColumnsMax) {
            return table_too_large("列数", "columns", SheetLimits::kColumnsMax);
        }
    }
    if (letters == 0) return bad_cell();
    return column - 1;
}

std::string without_escapes(std::string_view text) {
    std::string out;
    while (true) {
        auto const mark = text.find("_x");
        out.append(text.substr(0, mark));
        if (mark == std::string_view::npos) break;
        text.remove_prefix(mark);
        auto const code = escape_at(text);
        bool const replaced = code && (*code == '\r' || append_utf8(out, *code));
        if (!replaced) out += "_x";
        text.remove_prefix(replaced ? kEscapeLength : 2);
    }
    std::erase(out, '\r');
    return out;
}

std::string with_escapes(std::string_view text) {
    std::string out;
    for (size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '_' && escape_at(text.substr(i))) out += "_x005F";
        out += text[i];
    }
    return out;
}

Result<void> XlsxCellReader::put_number(XlsxCell const& cell, SheetBuilder& builder) const {
    auto const text = trim(cell.value);
    if (text.empty()) return {};
    double number = 0;
    auto const read = std::from_chars(text.data(), text.data() + text.size(), number);
    if (read.ec != std::errc() || read.ptr != text.data() + text.size() || !std::isfinite(number)) {
        return bad_cell();
    }
    auto const& dates = workbook_->date_styles;
    if (cell.style < dates.size() && dates[cell.style]) {
        if (auto const date = text_of_excel_serial(number, workbook_->starts_1904)) {
            auto const kind = date->size() > 10 ? CellKind::kDateTime : CellKind::kDate;
            return builder.set(cell.column, kind, TRY(builder.keep(*date)));
        }
    }
    char shown[40];
    std::snprintf(shown, sizeof shown, "%.*g", kDigitsShown, number);
    return builder.set(cell.column, CellKind::kNumber, TRY(builder.keep(shown)));
}

Result<void> XlsxCellReader::put(XlsxCell const& cell, SheetBuilder& builder) const {
    auto const& type = cell.type;
    if (cell.value.empty()) return {};
    if (type.empty() || type == "n") return put_number(cell, builder);
    if (type == "s") {
        size_t index = 0;
        auto const* const end = cell.value.data() + cell.value.size();
        auto const read = std::from_chars(cell.value.data(), end, index);
        if (read.ec != std::errc() || index >= shared_->size()) return bad_cell();
        return builder.set(cell.column, CellKind::kText, (*shared_)[index]);
    }
    if (type == "b") {
        auto const* const text = trim(cell.value) == "1" ? "TRUE" : "FALSE";
        return builder.set(cell.column, CellKind::kBoolean, text);
    }
    bool const is_decoded = type == "inlineStr";  // as the text of `is` always is
    auto const text = is_decoded ? cell.value : without_escapes(cell.value);
    auto const kept = TRY(builder.keep(text));
    if (type == "e") return builder.set(cell.column, CellKind::kError, kept);
    if (type == "d" && Date::parse(kept.substr(0, 10)).ok()) {
        return builder.set(cell.column, CellKind::kDate, kept.substr(0, 10));
    }
    return builder.set(cell.column, CellKind::kText, kept);
}

}  // namespace agglo
