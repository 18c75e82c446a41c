#include "exchange/xlsx_writer.h"

#include <cmath>
#include <cstdlib>
#include <xlsxwriter.h>

#include "base/text.h"
#include "exchange/excel_date.h"
#include "exchange/xlsx_cell.h"

namespace agglo {

namespace {

constexpr size_t kSheetNameMax = 31;
constexpr size_t kExactDigitsMax = 15;  // what a double keeps of any decimal
constexpr double kSecondsPerDay = 86'400;
constexpr lxw_color_t kHeaderFill = 0xE8EEF7;

char const* number_format(XlsxStyle style) {
    switch (style) {
        case XlsxStyle::kNumber: return "#,##0.00####";
        case XlsxStyle::kWhole: return "0";
        case XlsxStyle::kShare: return "0.00####%";
        case XlsxStyle::kDate: return "yyyy-mm-dd";
        case XlsxStyle::kDateTime: return "yyyy-mm-dd hh:mm:ss";
        default: return nullptr;
    }
}

std::string sheet_name(std::string_view wanted) {
    std::string name;
    size_t characters = 0;
    for (char const c : wanted) {
        bool const starts = (static_cast<unsigned char>(c) & 0xC0) != 0x80;
        if (starts && ++characters > kSheetNameMax) break;
        name += std::string_view("[]:*?/\\'").find(c) == std::string_view::npos ? c : ' ';
    }
    return name;
}

lxw_row_t row_number(size_t row) {
    return static_cast<lxw_row_t>(row);
}
lxw_col_t column_number(size_t column) {
    return static_cast<lxw_col_t>(column);
}

size_t digits_of(Decimal number) {
    auto const text = std::to_string(number.mantissa < 0 ? -number.mantissa : number.mantissa);
    return text.size();
}

}  // namespace

XlsxWriter::XlsxWriter(std::string const& path) {
    lxw_workbook_options options{};
    options.constant_memory = LXW_TRUE;
    workbook_ = workbook_new_opt(path.c_str(), &options);
    for (size_t s = 0; s < kXlsxStyles && workbook_; ++s) {
        auto const style = static_cast<XlsxStyle>(s);
        auto* const made = workbook_add_format(workbook_);
        if (auto const* const code = number_format(style)) format_set_num_format(made, code);
        if (style == XlsxStyle::kHeader) {
            format_set_bold(made);
            format_set_bg_color(made, kHeaderFill);
            format_set_text_wrap(made);
        }
        formats_[s] = made;
    }
}

XlsxWriter::~XlsxWriter() {
    if (workbook_) workbook_close(workbook_);
}

void XlsxWriter::add_sheet(std::string_view name) {
    if (!workbook_) return;
    sheet_ = workbook_add_worksheet(workbook_, sheet_name(name).c_str());
    if (!sheet_) sheet_ = workbook_add_worksheet(workbook_, nullptr);
}

void XlsxWriter::set_width(size_t column, double characters) {
    if (!sheet_) return;
    worksheet_set_column(sheet_, column_number(column), column_number(column), characters, nullptr);
}

void XlsxWriter::freeze_header(size_t last_row, size_t last_column) {
    if (!sheet_) return;
    worksheet_freeze_panes(sheet_, 1, 0);
    worksheet_autofilter(sheet_, 0, 0, row_number(last_row), column_number(last_column));
}

void XlsxWriter::write_text(size_t row, size_t column, std::string_view text, XlsxStyle style) {
    if (text.empty() || !sheet_) return;
    auto const error = worksheet_write_string(sheet_, row_number(row), column_number(column),
                                              with_escapes(text).c_str(), format(style));
    failed_ = failed_ || error != LXW_NO_ERROR;
}

void XlsxWriter::write_number(size_t row, size_t column, Decimal number, XlsxStyle style) {
    auto const text = number.to_short_string();
    if (digits_of(number) > kExactDigitsMax) return write_text(row, column, text);
    if (!sheet_) return;
    worksheet_write_number(sheet_, row_number(row), column_number(column),
                           std::strtod(text.c_str(), nullptr), format(style));
}

void XlsxWriter::write_date(size_t row, size_t column, Date date) {
    auto const serial = excel_serial_of(date);
    if (!serial) return write_text(row, column, date.to_string());
    if (!sheet_) return;
    worksheet_write_number(sheet_, row_number(row), column_number(column), *serial,
                           format(XlsxStyle::kDate));
}

void XlsxWriter::write_date_time(size_t row, size_t column, std::string const& text) {
    auto const date = Date::parse(std::string_view(text).substr(0, 10));
    auto const serial = date.ok() ? excel_serial_of(*date) : std::nullopt;
    if (!serial || text.size() != 19) return write_text(row, column, text);
    auto const part = [&](size_t at) { return std::atoi(text.substr(at, 2).c_str()); };
    double const seconds = part(11) * 3600 + part(14) * 60 + part(17);
    if (!sheet_) return;
    worksheet_write_number(sheet_, row_number(row), column_number(column),
                           *serial + seconds / kSecondsPerDay, format(XlsxStyle::kDateTime));
}

Result<void> XlsxWriter::close() {
    bool const opened = workbook_ && sheet_;
    auto const error = workbook_ ? workbook_close(workbook_) : LXW_NO_ERROR;
    workbook_ = nullptr;
    if (opened && !failed_ && error == LXW_NO_ERROR) return {};
    return Error(ErrorCode::kStorageFailed, {std::string("xlsx: ") + lxw_strerror(error)});
}

}  // namespace agglo
