#pragma once
// Exports: the rows a viewer may see, as a file.
//
//   std::string file = TRY(export_rows(*snapshot, viewer, query, ExportFormat::kXlsx));
//
// xlsx  typed cells under labelled headers with units (万元, 平方米), header frozen and filtered,
// record id and
//       version at the end, a second sheet 来源 with entity, filter, journal point and time.
//       Importing it again unchanged changes nothing.
// csv   the same table: UTF-8 with byte order mark, RFC 4180. Texts that a spreadsheet would take
// for formulas get an
//       apostrophe in front (read_csv takes it off).
// geojson  RFC 7946 FeatureCollection; properties by identifier, in held units (yuan, m²),
// enumerations by code. gpkg  GeoPackage 1.3 by ogr2ogr, the same attributes; an attribute table
// where the entity has no geometry.
//
// Query::where, text and sort are used; limit, cursor, group and measures are not.
#include "query/query.h"

namespace agglo {

enum class ExportFormat : uint8_t { kXlsx, kCsv, kGeoJson, kGpkg };

/// "xlsx", "csv", "geojson", "gpkg": the names in addresses and the endings of files.
std::string_view name_of(ExportFormat format);
std::optional<ExportFormat> export_format_named(std::string_view name);
/// The media type of HTTP answers.
std::string_view media_type_of(ExportFormat format);

struct ExportLimits {
    static constexpr size_t kRowsMax = 200'000;
    static constexpr size_t kFileBytesMax = size_t{1} << 30;
};

/// Errors: kUnknownEntity, those of find_all (kTooLarge above kRowsMax), kStorageFailed,
/// kToolFailed.
Result<std::string> export_rows(Snapshot const& snapshot, Viewer const& viewer, Query const& query,
                                ExportFormat format);

}  // namespace agglo
