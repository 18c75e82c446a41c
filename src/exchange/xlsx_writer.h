#pragma once
// XlsxWriter: a workbook written by libxlsxwriter row after row into a temporary file, so that
// memory does not grow with the rows.
//
//   XlsxWriter workbook(path);
//   workbook.add_sheet("项目");
//   workbook.write_text(0, 0, "计划总投资（万元）", XlsxStyle::kHeader);
//   TRY(workbook.close());
//
// Cells of a sheet are written in ascending order of their row, and a sheet is finished before the
// next begins.
#include <memory>
#include <string>

#include "base/date.h"
#include "base/decimal.h"
#include "base/result.h"

struct lxw_workbook;
struct lxw_worksheet;
struct lxw_format;

namespace agglo {

enum class XlsxStyle : uint8_t { kPlain, kHeader, kNumber, kWhole, kShare, kDate, kDateTime };
inline constexpr size_t kXlsxStyles = 7;

class XlsxWriter {
public:
    explicit XlsxWriter(std::string const& path);
    ~XlsxWriter();
    XlsxWriter(XlsxWriter const&) = delete;
    XlsxWriter& operator=(XlsxWriter const&) = delete;

    /// The name is made acceptable: 31 characters, without []:*?/\.
    void add_sheet(std::string_view name);
    void set_width(size_t column, double characters);
    /// Keeps the header row in view and gives it filters down to `last_row`.
    void freeze_header(size_t last_row, size_t last_column);

    void write_text(size_t row, size_t column, std::string_view text,
                    XlsxStyle style = XlsxStyle::kPlain);
    /// As a text when a double would lose digits (more than 15).
    void write_number(size_t row, size_t column, Decimal number, XlsxStyle style);
    /// As a text when Excel has no such date.
    void write_date(size_t row, size_t column, Date date);
    /// `text` is "2023-05-01 08:00:00".
    void write_date_time(size_t row, size_t column, std::string const& text);

    /// Error: kStorageFailed.
    Result<void> close();

private:
    lxw_format* format(XlsxStyle style) const { return formats_[static_cast<size_t>(style)]; }

    lxw_workbook* workbook_ = nullptr;
    lxw_worksheet* sheet_ = nullptr;
    lxw_format* formats_[kXlsxStyles] = {};
    bool failed_ = false;
};

}  // namespace agglo
