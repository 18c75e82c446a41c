#include "exchange/export_sheet.h"
#include "exchange/header_map.h"
#include "exchange/read_csv.h"

namespace agglo {

namespace {

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
constexpr std::string_view kLineEnd = "\r\n";

/// RFC 4180 §2: quoted when it holds a quote, a comma or a line end.
void append_cell(std::string& out, std::string_view text) {
    if (text.find_first_of("\",\r\n;\t") == std::string_view::npos) {
        out += text;
        return;
    }
    out += '"';
    for (char const c : text) {
        if (c == '"') out += '"';
        out += c;
    }
    out += '"';
}

void append_text(std::string& out, std::string text) {
    if (looks_like_formula(text)) text.insert(text.begin(), '\'');
    append_cell(out, text);
}

void append_value(std::string& out, ExportColumn const& column, Field const& field,
                  Value const& value, ShownText& shown) {
    if (!field.is_number()) return append_text(out, shown.of(field, value));
    if (auto const number = exported_number(column, value)) out += number->to_string();
}

}  // namespace

std::string export_csv(ExportSheet const& sheet) {
    auto const view = sheet.view();
    ShownText shown(*sheet.snapshot, *sheet.viewer);
    std::string out(kByteOrderMark);
    for (auto const& column : sheet.columns) {
        append_text(out, column.header);
        out += ',';
    }
    append_cell(out, kIdHeader);
    out += ',';
    append_cell(out, kVersionHeader);
    out += kLineEnd;
    for (auto const row : sheet.rows) {
        for (auto const& column : sheet.columns) {
            append_value(out, column, sheet.field(column), view.value(row, column.field), shown);
            out += ',';
        }
        out += std::to_string(row + 1) + "," + std::to_string(view.version(row));
        out += kLineEnd;
    }
    return out;
}

}  // namespace agglo
