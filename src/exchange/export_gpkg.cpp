// GeoPackage by ogr2ogr: the rows go over as CSV with their types beside (CSVT) and geometry as
// WKT, which GDAL reads line by line, so its memory does not grow with the rows.
#include <fstream>

#include "exchange/export_sheet.h"
#include "exchange/limited_process.h"
#include "exchange/temp_folder.h"
#include "geo/wkt.h"

namespace agglo {

namespace {

constexpr std::string_view kGeometryName = "wkt";

/// https://gdal.org/drivers/vector/csv.html: types of a .csvt.
std::string_view csvt_type(FieldType type) {
    switch (type) {
        case FieldType::kInteger: return "Integer64";
        case FieldType::kDecimal:
        case FieldType::kMoney:
        case FieldType::kArea:
        case FieldType::kShare: return "Real";
        case FieldType::kBoolean: return "Integer(Boolean)";
        case FieldType::kDate:
        case FieldType::kMonth: return "Date";
        case FieldType::kInstant: return "DateTime";
        default: return "String";
    }
}

std::string property_text(Field const& field, Value const& value, ShownText& shown) {
    if (value.is_null()) return "";
    if (auto const* const flag = value.get<bool>()) return *flag ? "1" : "0";
    if (auto const* const integer = value.get<int64_t>()) return std::to_string(*integer);
    if (auto const* const decimal = value.get<Decimal>()) return decimal->to_string();
    if (auto const* const text = value.get<std::string>()) return *text;
    if (auto const* const date = value.get<Date>()) return date->to_string();
    if (auto const* const instant = value.get<Instant>()) return instant->to_string();
    if (auto const* const geometry = value.get<Geometry>()) return wkt_of(*geometry);
    return shown.of(field, value);
}

std::string quoted(std::string_view text) {
    std::string out = "\"";
    for (char const c : text) {
        if (c == '"') out += '"';
        out += c;
    }
    return out + '"';
}

std::string header_line(ExportSheet const& sheet, std::optional<size_t> geometry) {
    std::string line = "record_id,version";
    for (size_t c = 0; c < sheet.columns.size(); ++c) {
        if (c != geometry) line += "," + sheet.field(sheet.columns[c]).name;
    }
    if (geometry) line += "," + std::string(kGeometryName);
    return line + "\n";
}

std::string type_line(ExportSheet const& sheet, std::optional<size_t> geometry) {
    std::string line = "Integer64,Integer64";
    for (size_t c = 0; c < sheet.columns.size(); ++c) {
        if (c == geometry) continue;
        line += ",";
        line += csvt_type(sheet.field(sheet.columns[c]).type);
    }
    return line + (geometry ? ",WKT\n" : "\n");
}

Result<void> write_rows(ExportSheet const& sheet, std::optional<size_t> geometry,
                        std::string const& path) {
    auto const view = sheet.view();
    ShownText shown(*sheet.snapshot, *sheet.viewer);
    std::ofstream file(path, std::ios::binary);
    file << header_line(sheet, geometry);
    for (auto const row : sheet.rows) {
        file << row + 1 << ',' << view.version(row);
        for (size_t c = 0; c <= sheet.columns.size(); ++c) {
            bool const is_last = c == sheet.columns.size();
            if (c == geometry || (is_last && !geometry)) continue;
            auto const& column = sheet.columns[is_last ? *geometry : c];
            auto const text =
                property_text(sheet.field(column), view.value(row, column.field), shown);
            file << ',';
            if (!text.empty()) file << quoted(text);
        }
        file << '\n';
    }
    file.close();
    if (!file) return Error(ErrorCode::kStorageFailed, {path});
    return {};
}

std::vector<std::string> arguments_of(ExportSheet const& sheet, std::optional<size_t> geometry,
                                      std::string const& from, std::string const& to) {
    std::vector<std::string> arguments{"-f",   "GPKG",
                                       to,     from,
                                       "-nln", sheet.view().entity().name,
                                       "-oo",  "EMPTY_STRING_AS_NULL=YES",
                                       "-oo",  "KEEP_GEOM_COLUMNS=NO"};
    if (!geometry) {
        arguments.insert(arguments.end(), {"-nlt", "NONE"});
        return arguments;
    }
    bool const is_point = sheet.field(sheet.columns[*geometry]).type == FieldType::kPoint;
    arguments.insert(arguments.end(), {"-nlt", is_point ? "POINT" : "MULTIPOLYGON"});
    if (!is_point) arguments.insert(arguments.end(), {"-nlt", "PROMOTE_TO_MULTI"});
    arguments.insert(arguments.end(), {"-a_srs", "EPSG:4490"});
    return arguments;
}

}  // namespace

Result<std::string> export_gpkg(ExportSheet const& sheet) {
    auto const geometry = geometry_column(sheet);
    auto const folder = TRY(TempFolder::make());
    auto const from = folder.file("rows.csv");
    auto const to = folder.file("rows.gpkg");
    TRY(write_rows(sheet, geometry, from));
    std::ofstream(folder.file("rows.csvt")) << type_line(sheet, geometry);
    LimitedProcess process;
    process.program = "ogr2ogr";
    process.arguments = arguments_of(sheet, geometry, from, to);
    process.folder = folder.path();
    process.environment = {"OGR_CSV_MAX_LINE_SIZE=100000000"};
    process.advice_zh = "请安装 gdal-bin（apt-get install gdal-bin），或改用 GeoJSON";
    process.advice_en = "Install gdal-bin (apt-get install gdal-bin), or use GeoJSON";
    TRY(run_limited(process));
    return read_whole_file(to, ExportLimits::kFileBytesMax);
}

}  // namespace agglo
