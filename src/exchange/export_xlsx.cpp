#include <algorithm>

#include "base/text.h"
#include "exchange/export_sheet.h"
#include "exchange/header_map.h"
#include "exchange/temp_folder.h"
#include "exchange/xlsx_writer.h"

namespace agglo {

namespace {

constexpr double kWidthMin = 10;
constexpr double kWidthMax = 40;

/// A width in which the header fits on two lines and a usual value on one; Chinese characters are
/// two wide.
double width_of(Field const& field, std::string const& header) {
    double wanted = kWidthMin;
    if (field.type == FieldType::kLongText || field.is_geometry()) wanted = kWidthMax;
    if (field.is_text() || field.type == FieldType::kReference) wanted = 24;
    if (field.type == FieldType::kInstant) wanted = 20;
    auto const header_width = static_cast<double>(code_point_count(header)) * 2 + 4;
    return std::clamp(header_width, wanted, kWidthMax);
}

XlsxStyle number_style(Field const& field) {
    if (field.type == FieldType::kInteger) return XlsxStyle::kWhole;
    if (field.type == FieldType::kShare) return XlsxStyle::kShare;
    return XlsxStyle::kNumber;
}

void write_cell(XlsxWriter& out, size_t row, size_t c, ExportColumn const& column,
                Field const& field, Value const& value, ShownText& shown) {
    if (value.is_null()) return;
    if (field.is_number()) {
        auto const number = exported_number(column, value);
        if (number) out.write_number(row, c, *number, number_style(field));
    } else if (field.type == FieldType::kDate) {
        out.write_date(row, c, *value.get<Date>());
    } else if (field.type == FieldType::kInstant) {
        out.write_date_time(row, c, shown.of(field, value));
    } else {
        out.write_text(row, c, shown.of(field, value));
    }
}

void write_header(XlsxWriter& out, ExportSheet const& sheet) {
    auto const width = sheet.columns.size();
    for (size_t c = 0; c < width; ++c) {
        auto const& column = sheet.columns[c];
        out.set_width(c, width_of(sheet.field(column), column.header));
        out.write_text(0, c, column.header, XlsxStyle::kHeader);
    }
    out.write_text(0, width, kIdHeader, XlsxStyle::kHeader);
    out.write_text(0, width + 1, kVersionHeader, XlsxStyle::kHeader);
    out.freeze_header(sheet.rows.size(), width + 1);
}

void write_rows(XlsxWriter& out, ExportSheet const& sheet) {
    auto const view = sheet.view();
    ShownText shown(*sheet.snapshot, *sheet.viewer);
    auto const width = sheet.columns.size();
    for (size_t r = 0; r < sheet.rows.size(); ++r) {
        auto const row = sheet.rows[r];
        for (size_t c = 0; c < width; ++c) {
            auto const& column = sheet.columns[c];
            write_cell(out, r + 1, c, column, sheet.field(column), view.value(row, column.field),
                       shown);
        }
        auto const id = Decimal{static_cast<int64_t>(row) + 1, 0};
        out.write_number(r + 1, width, id, XlsxStyle::kWhole);
        out.write_number(r + 1, width + 1, {view.version(row), 0}, XlsxStyle::kWhole);
    }
}

void write_provenance(XlsxWriter& out, ExportSheet const& sheet) {
    auto const& entity = sheet.view().entity();
    auto const& point = sheet.snapshot->point;
    std::pair<std::string_view, std::string> const lines[] = {
        {"实体", entity.labels.zh + " (" + entity.name + ")"},
        {"行数", std::to_string(sheet.rows.size())},
        {"筛选", sheet.filter},
        {"账面序号", std::to_string(point.sequence)},
        {"账面散列", to_hex(bytes_of(point.hash))},
        {"记账时间", shanghai_text(point.recorded_at)},
        {"导出时间", shanghai_text(Instant::now())},
        {"导出人", sheet.viewer->name},
    };
    out.set_width(0, 14);
    out.set_width(1, 80);
    size_t row = 0;
    for (auto const& [name, text] : lines) {
        out.write_text(row, 0, name, XlsxStyle::kHeader);
        out.write_text(row++, 1, text);
    }
}

}  // namespace

Result<std::string> export_xlsx(ExportSheet const& sheet) {
    auto const folder = TRY(TempFolder::make());
    auto const path = folder.file("rows.xlsx");
    XlsxWriter out(path);
    out.add_sheet(sheet.view().entity().labels.zh);
    write_header(out, sheet);
    write_rows(out, sheet);
    out.add_sheet("来源");
    write_provenance(out, sheet);
    TRY(out.close());
    return read_whole_file(path, ExportLimits::kFileBytesMax);
}

}  // namespace agglo
