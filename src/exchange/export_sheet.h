#pragma once
// ExportSheet: which rows and columns an export has; the formats write it out, each in its own
// file.
#include "exchange/export_rows.h"
#include "exchange/shown_text.h"
#include "exchange/unit_scale.h"

namespace agglo {

struct ExportColumn {
    size_t field = 0;
    std::string header;  ///< label and unit; read_xlsx and map_headers lead back to the field
    ExportUnit unit;
};

struct ExportSheet {
    Snapshot const* snapshot = nullptr;
    Viewer const* viewer = nullptr;
    size_t entity = 0;
    std::vector<size_t> rows;
    std::vector<ExportColumn> columns;  ///< visible fields in the order of the schema
    std::string filter;                 ///< of the query, as its JSON reads

    EntityView view() const { return EntityView(*snapshot, entity); }
    Field const& field(ExportColumn const& column) const {
        return snapshot->model->entities[entity].fields[column.field];
    }
};

Result<ExportSheet> plan_export(Snapshot const& snapshot, Viewer const& viewer, Query const& query);

/// A number field's value in the unit of the header, without trailing zeros; nothing for null, and
/// for areas in mu beyond the Earth's surface, which do not fit.
std::optional<Decimal> exported_number(ExportColumn const& column, Value const& value);

Result<std::string> export_xlsx(ExportSheet const& sheet);
std::string export_csv(ExportSheet const& sheet);
std::string export_geojson(ExportSheet const& sheet);
Result<std::string> export_gpkg(ExportSheet const& sheet);

/// The column whose values are the features' geometry: the first of polygons, else of points.
std::optional<size_t> geometry_column(ExportSheet const& sheet);

}  // namespace agglo
